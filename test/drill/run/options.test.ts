import { parseFlags } from '../../../drill/run/flags.ts';
import { HELP, commandFor, parseOptions } from '../../../drill/run/options.ts';
import { UsageError } from '../../../drill/run/usage-error.ts';
import { SCENARIOS, STORY } from '../../../drill/scenarios/scenarios.ts';

const FLAGS = [
  '--scenario NAME',
  '--all',
  '--calls N',
  '--seed N',
  '--tight',
  '--assembly FOLDER',
  '--timeouts FILE',
  '--latency-ms N',
  '--out FOLDER',
  '--help',
];

describe('parseOptions', () => {
  it('runs the story when nothing is said, each scenario with its own number of calls', () => {
    expect(parseOptions([])).toEqual({
      scenarios: STORY,
      calls: undefined,
      seed: 1,
      tight: false,
      out: 'drill-out',
      assembly: undefined,
      latencyMs: 0,
      timeouts: undefined,
      otherFlags: [],
    });
  });

  it('runs every scenario with --all', () => {
    expect(parseOptions(['--all'])?.scenarios).toBe(SCENARIOS);
  });

  it('reads every flag, and keeps the order of the scenarios', () => {
    const options = parseOptions(
      '--scenario primary-swapped --scenario healthy --calls 3 --seed 0 --out o --assembly a --latency-ms 1300 --timeouts t'.split(
        ' ',
      ),
    );
    expect(options?.scenarios.map(({ name }) => name)).toEqual(['healthy', 'primary-swapped']);
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

  it('wants help: every flag, every scenario with what it breaks, and which ones run by themselves', () => {
    expect(parseOptions(['--help'])).toBeUndefined();
    for (const flag of FLAGS) expect(HELP).toContain(`\n  ${flag} `);
    for (const scenario of SCENARIOS) {
      const line = HELP.split('\n').find((each) => each.slice(2).startsWith(`${scenario.name} `));
      expect(line?.endsWith(`  ${scenario.breaks}`)).toBe(true);
      expect(line?.startsWith('* ')).toBe(STORY.includes(scenario));
    }
    expect(Math.max(...HELP.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(120);
  });

  it('names every flag where one is wrong', () => {
    const expected = `Expected: ${FLAGS.join(', ')}.`;
    for (const args of [['--nope'], ['healthy'], ['--calls']])
      expect(() => parseOptions(args)).toThrow(expected);
    // What is expected is what is read.
    for (const flag of FLAGS) {
      const [name = '', value] = flag.split(' ');
      expect(Object.keys(parseFlags(value === undefined ? [name] : [name, 'x']))).toEqual([name.slice(2)]);
    }
  });

  it.each([
    ['an unknown flag', ['--nope'], "Unknown option '--nope'"],
    ['a word that is no flag', ['healthy'], "Unexpected argument 'healthy'"],
    ['an unknown scenario, with the list of the known ones', ['--scenario', 'nope'], 'primary-black-hole'],
    [
      'all scenarios and one of them',
      ['--all', '--scenario', 'healthy'],
      'Expected --all or --scenario, found both. Leave --all out to run healthy alone.',
    ],
    ['a flag without its value', ['--calls'], '--calls'],
    ['no call', ['--calls', '0'], '--calls: expected a whole number, 1 at least; found "0"'],
    ['a half call', ['--calls', '1.5'], 'found "1.5"'],
    ['a latency below nothing', ['--latency-ms=-1'], '--latency-ms: expected a whole number'],
    ['a seed that is no number', ['--seed', 'x'], '--seed: expected a whole number, 0 at least; found "x"'],
  ])('refuses %s', (_, args, message) => {
    expect(() => parseOptions(args)).toThrow(UsageError);
    expect(() => parseOptions(args)).toThrow(message);
  });
});

describe('commandFor', () => {
  const command = (args: readonly string[], names: readonly string[]) => {
    const options = parseOptions(args);
    if (options === undefined) throw new Error('no options');
    return commandFor(options, names);
  };

  it('runs these scenarios, and is otherwise what was typed', () => {
    expect(command(['--all'], ['a', 'b'])).toBe('npm run drill -- --scenario a --scenario b');
    expect(command(['--tight', '--scenario', 'healthy', '--seed=7', '--calls', '2'], ['a'])).toBe(
      'npm run drill -- --scenario a --tight --seed 7 --calls 2',
    );
  });

  it('names the story and all scenarios as the user would', () => {
    const names = (scenarios: typeof SCENARIOS) => scenarios.map(({ name }) => name);
    expect(command(['--scenario', 'healthy'], names(STORY))).toBe('npm run drill');
    expect(command(['--tight'], names(STORY))).toBe('npm run drill -- --tight');
    expect(command([], names(SCENARIOS))).toBe('npm run drill -- --all');
  });

  it('can be pasted into a shell', () => {
    expect(command(['--out', "it's here"], ['a'])).toBe(
      `npm run drill -- --scenario a --out 'it'\\''s here'`,
    );
  });
});
