import { drill } from '../../../drill/command.ts';
import { commandFor } from '../../../drill/run/options.ts';
import { support2024 } from '../../../simulator/rules/support-2024.ts';
import { GUARDED_STORY, SCENARIOS, STORY } from '../../../drill/scenarios/scenarios.ts';
import { optionsOf } from './options-of.ts';

describe('the options of the drill', () => {
  it('run the story when nothing is said, each scenario with its own number of calls', () => {
    expect(optionsOf([])).toEqual({
      scenarios: STORY,
      story: STORY,
      profile: support2024,
      calls: undefined,
      flow: undefined,
      press: [],
      seed: 1,
      tight: false,
      out: 'drill-out',
      assembly: undefined,
      latencyMs: 0,
      timeouts: undefined,
      otherFlags: [],
    });
  });

  it('break the application too where the call flow passes callbacks on', () => {
    expect(optionsOf([], { isGuarded: true }).scenarios).toBe(GUARDED_STORY);
  });

  it('run every scenario with --all', () => {
    expect(optionsOf(['--all']).scenarios).toBe(SCENARIOS);
  });

  it('keep the order of the scenarios', () => {
    const { scenarios } = optionsOf(['--scenario', 'primary-swapped', '--scenario', 'healthy']);
    expect(scenarios.map(({ name }) => name)).toEqual(['healthy', 'primary-swapped']);
  });

  it('are shown with every scenario, what it breaks, and which ones run by themselves', () => {
    const lines = drill.help.split('\n');
    for (const scenario of SCENARIOS) {
      const line = lines.find((each) => each.slice(2).startsWith(`${scenario.name} `));
      expect(line?.endsWith(`  ${scenario.breaks}`)).toBe(true);
      const mark = STORY.includes(scenario) ? '*' : GUARDED_STORY.includes(scenario) ? '+' : ' ';
      expect(line?.slice(0, 2)).toBe(`${mark} `);
    }
  });
});

describe('commandFor', () => {
  const command = (args: readonly string[], names: readonly string[]) => {
    return commandFor(optionsOf(args), names);
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
    const guarded = optionsOf(['--app', 'node'], { isGuarded: true });
    expect(commandFor(guarded, names(GUARDED_STORY))).toBe('npm run drill -- --app node');
    expect(commandFor(guarded, names(STORY))).toContain(' --scenario healthy ');
    expect(command([], names(SCENARIOS))).toBe('npm run drill -- --all');
  });

  it('can be pasted into a shell', () => {
    expect(command(['--out', "it's here"], ['a'])).toBe(
      `npm run drill -- --scenario a --out 'it'\\''s here'`,
    );
  });
});
