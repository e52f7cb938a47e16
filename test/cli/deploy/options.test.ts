import { parseDeployOptions } from '../../../cli/deploy/options.ts';

const DEFAULTS = {
  plan: false,
  json: false,
  assembly: undefined,
  outputs: 'cdk-outputs.json',
  secretFile: undefined,
  withoutSecret: false,
  adopt: false,
  without: [],
};

describe('the options of npm run deploy', () => {
  it('has defaults for all of them', () => {
    expect(parseDeployOptions([])).toEqual(DEFAULTS);
  });

  it('takes each', () => {
    const args = ['--assembly', 'cdk.out', '--outputs', 'o', '--secret-file', '-', '--adopt'];
    const without = ['--without', 'eu-west-1', '--without', 'eu-central-1'];
    expect(parseDeployOptions([...args, ...without])).toEqual({
      plan: false,
      json: false,
      assembly: 'cdk.out',
      outputs: 'o',
      secretFile: '-',
      withoutSecret: false,
      adopt: true,
      without: ['eu-west-1', 'eu-central-1'],
    });
    expect(parseDeployOptions(['--without-secret'])).toEqual({ ...DEFAULTS, withoutSecret: true });
    const plan = ['--plan', '--json', '--assembly', 'cdk.out'];
    expect(parseDeployOptions(plan)).toEqual({ ...DEFAULTS, plan: true, json: true, assembly: 'cdk.out' });
  });

  it('shows its help', () => {
    expect(parseDeployOptions(['--help'])).toBeUndefined();
  });

  it.each([
    [['--json'], '--json: expected with --plan'],
    [['--secret-file', 'x', '--without-secret'], 'found both'],
    [['--plan', '--without', 'eu-west-1', '--adopt'], 'found --without, --adopt'],
    [['--bogus'], "Unknown option '--bogus'"],
  ])('refuses %j', (args, message) => {
    expect(() => parseDeployOptions(args)).toThrow(message);
  });
});
