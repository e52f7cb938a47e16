import { HELP, UsageError, parseOptions } from '../../../drill/run/options.ts';
import { SCENARIOS } from '../../../drill/scenarios/scenarios.ts';

describe('parseOptions', () => {
  it('runs every scenario with 20 calls when nothing is said', () => {
    expect(parseOptions([])).toEqual({
      scenarios: SCENARIOS,
      calls: 20,
      seed: 1,
      tight: false,
      out: 'drill-out',
      assembly: undefined,
      latencyMs: 0,
      timeouts: undefined,
    });
  });

  it('reads every flag, and keeps the order of the scenarios', () => {
    const options = parseOptions(
      '--scenario primary-black-hole --scenario healthy --calls 3 --seed 0 --out o --assembly a --latency-ms 1300 --timeouts t'.split(
        ' ',
      ),
    );
    expect(options?.scenarios.map(({ name }) => name)).toEqual(['healthy', 'primary-black-hole']);
    expect(options).toMatchObject({
      calls: 3,
      seed: 0,
      out: 'o',
      assembly: 'a',
      latencyMs: 1300,
      timeouts: 't',
    });
    expect(parseOptions(['--tight'])?.tight).toBe(true);
  });

  it('wants help', () => {
    expect(parseOptions(['--help'])).toBeUndefined();
    for (const { name } of SCENARIOS) expect(HELP).toContain(name);
  });

  it.each([
    ['an unknown flag', ['--nope'], "Unknown option '--nope'"],
    ['a word that is no flag', ['healthy'], "Unexpected argument 'healthy'"],
    ['an unknown scenario, with the list of the known ones', ['--scenario', 'nope'], 'primary-black-hole'],
    ['a flag without its value', ['--calls'], '--calls'],
    ['no call', ['--calls', '0'], '--calls: expected a whole number, 1 at least; found "0"'],
    ['a half call', ['--calls', '1.5'], 'found "1.5"'],
    ['a latency below nothing', ['--latency-ms', '-1'], '--latency-ms'],
    ['a seed that is no number', ['--seed', 'x'], '--seed: expected a whole number, 0 at least; found "x"'],
  ])('refuses %s', (_, args, message) => {
    expect(() => parseOptions(args)).toThrow(UsageError);
    expect(() => parseOptions(args)).toThrow(message);
  });
});
