import { describePlan } from '../../cli/deploy/plan/describe-plan.ts';
import { readAssembly } from '../../cli/stacks/read-assembly.ts';
import { settingsInTemplate } from '../../cli/deploy/checks/settings-in-template.ts';
import { type Synthesized, synthesized } from './synthesized.ts';

let all: Synthesized;
beforeAll(async () => {
  all = await synthesized({ websocketUri: null, callFlow: { mostMinutes: 90 } });
});
afterAll(() => all.remove());

/** Words of a bot; `websocket-disconnected` is the route of the person's leg too. */
const wordsOfBot = (value: unknown): readonly string[] =>
  [...JSON.stringify(value).matchAll(/.{0,40}(?:\bwss?:\/\/|\bbots?\b).{0,40}/gi)].map(([found]) => found);

describe('without a bot', () => {
  it.each(['primary', 'secondary', 'static'] as const)('the template of the %s names none', (role) => {
    expect(wordsOfBot(all[role])).toEqual([]);
  });

  it.each(['primary', 'secondary'] as const)('functions of the %s are told that there is none', (role) => {
    const template = all[role];
    expect(
      settingsInTemplate({ template, region: all.settings.regions[role] }, '111122223333'),
    ).toMatchObject({
      websocket: null,
      callFlow: { mostSteps: 50, mostMinutes: 90 },
    });
  });

  it.each(['primary', 'secondary'] as const)(
    'the outputs of the %s say how long a call takes steps',
    (role) => {
      expect(all[role].Outputs['CallFlowMinutes']?.Value).toBe('90');
    },
  );

  it('the plan of a deployment names none', () => {
    const plan = describePlan(readAssembly(all.folder, all.settings), all.settings);
    expect(wordsOfBot(plan)).toEqual([]);
  });
});
