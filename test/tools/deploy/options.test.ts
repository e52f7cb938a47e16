import { parseDeployOptions } from '../../../tools/deploy/options.ts';

const DEFAULTS = {
  plan: false,
  json: false,
  assembly: undefined,
  outputs: 'cdk-outputs.json',
  secretFile: undefined,
  withoutSecret: false,
  adopt: false,
  without: undefined,
};

describe('the options of npm run deploy', () => {
  it('has defaults for all of them', () => {
    expect(parseDeployOptions([])).toEqual(DEFAULTS);
  });

  it('takes each', () => {
    const args = [
      '--plan',
      '--json',
      '--assembly',
      'cdk.out',
      '--outputs',
      'o',
      '--secret-file',
      '-',
      '--adopt',
    ];
    expect(parseDeployOptions([...args, '--without', 'eu-west-1'])).toEqual({
      plan: true,
      json: true,
      assembly: 'cdk.out',
      outputs: 'o',
      secretFile: '-',
      withoutSecret: false,
      adopt: true,
      without: 'eu-west-1',
    });
    expect(parseDeployOptions(['--without-secret'])).toEqual({ ...DEFAULTS, withoutSecret: true });
  });

  it('shows its help', () => {
    expect(parseDeployOptions(['--help'])).toBeUndefined();
  });

  it.each([
    [['--json'], '--json: expected with --plan'],
    [['--secret-file', 'x', '--without-secret'], 'found both'],
    [['--bogus'], "Unknown option '--bogus'"],
  ])('refuses %j', (args, message) => {
    expect(() => parseDeployOptions(args)).toThrow(message);
  });
});
