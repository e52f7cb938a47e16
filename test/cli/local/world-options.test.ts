import { WORLD_HELP, parseWorldOptions } from '../../../cli/local/world-options.ts';

describe('npm run world -- --address', () => {
  it('names who connects from where, as often as wanted', () => {
    const args = ['--address', '127.0.7.1=203.0.113.9', '--address', '127.0.7.2=2001:db8::9'];
    expect(parseWorldOptions(args)?.addresses).toEqual({
      '127.0.7.1': '203.0.113.9',
      '127.0.7.2': '2001:db8::9',
    });
    expect(parseWorldOptions([])?.addresses).toEqual({});
    expect(WORLD_HELP).toContain('--address A=B');
  });

  it.each([
    [['127.0.7.1'], '--address: expected 127.0.7.1=203.0.113.9, found "127.0.7.1"'],
    [['127.0.7.1='], '--address: expected 127.0.7.1=203.0.113.9, found "127.0.7.1="'],
    [['127.0.7.1=1.1.1.1=2.2.2.2'], '--address: expected 127.0.7.1=203.0.113.9'],
    [['203.0.113.9=127.0.7.1'], '--address: Expected 127.x.y.z before "="'],
    [['127.0.7.1=somebody'], '--address: Expected an IPv4 or IPv6 address after "="'],
    [['127.0.7.1=1.1.1.1', '127.0.7.1=2.2.2.2'], '--address: expected each connection once'],
  ])('refuses %j', (values, message) => {
    expect(() => parseWorldOptions(values.flatMap((value) => ['--address', value]))).toThrow(message);
  });
});

describe('npm run world -- --watch, --state', () => {
  it('reads them', () => {
    expect(parseWorldOptions(['--watch', '--state', 'x'])).toMatchObject({ watch: true, state: 'x' });
    expect(parseWorldOptions([])).toMatchObject({ watch: false, state: undefined });
  });

  it.each([
    [['--watch', '--json'], 'Expected --watch or --json, found both'],
    [['--state', 'x', '--json'], 'Expected --state or --json, found both'],
    [['--watch', '--assembly', 'x'], 'Expected --watch or --assembly, found both'],
  ])('refuses %j', (args, message) => {
    expect(() => parseWorldOptions(args)).toThrow(message);
  });
});
