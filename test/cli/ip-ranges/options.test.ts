import { DEFAULT_URL, parseIpRangesOptions } from '../../../cli/ip-ranges/options.ts';

const parse = (...args: readonly string[]) => parseIpRangesOptions(args);

describe('the options of npm run ip-ranges', () => {
  it('checks the published list', () => {
    expect(parse('check')).toEqual({
      action: 'check',
      origin: { from: 'url', url: new URL(DEFAULT_URL) },
      force: false,
      json: false,
    });
  });

  it('updates from a file', () => {
    expect(parse('update', '--file', 'list.txt', '--force', '--json')).toEqual({
      action: 'update',
      origin: { from: 'file', file: 'list.txt' },
      force: true,
      json: true,
    });
  });

  it.each([
    'http://127.0.0.1:8080/list',
    'http://localhost/list',
    'http://[::1]/list',
    'https://example.com/x',
  ])('takes %s', (url) => {
    expect(parse('check', '--url', url)?.origin).toEqual({ from: 'url', url: new URL(url) });
  });

  it.each([
    [[], 'Expected "check" or "update" as the first word.'],
    [['look'], 'npm run ip-ranges -- check|update'],
    [['check', '--bogus'], "Unknown option '--bogus'"],
    [['check', '--force'], '--force: expected with "update", found with "check"'],
    [['check', '--url', 'https://a.example', '--file', 'b'], 'found both'],
    [['check', '--file', ''], 'found nothing'],
    [['check', '--url', 'list.txt'], 'found "list.txt"'],
    [['check', '--url', 'http://api.nexmo.com/ips-v4'], 'found http://api.nexmo.com'],
    [['check', '--url', 'http://127.0.0.1.example.com/'], 'expected an https:// URL'],
    [['check', '--url', 'file:///etc/hosts'], 'expected an https:// URL'],
    [['check', '--url', 'https://name:word@example.com/'], 'without user and password'],
    [['check', '--url', 'https://name@example.com/'], 'without user and password'],
  ])('refuses %j', (args, message) => {
    expect(() => parse(...args)).toThrow(message);
  });

  it('shows no password of a URL', () => {
    expect(() => parse('check', '--url', 'https://name:word@example.com/')).not.toThrow('word@');
  });

  it('knows when help is wanted', () => {
    expect(parse('--help')).toBeUndefined();
    expect(parse('update', '--help')).toBeUndefined();
  });
});
