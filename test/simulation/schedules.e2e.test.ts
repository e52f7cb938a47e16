import { rmSync } from 'node:fs';
import { readAssembly } from '../../emulator/assembly/read-assembly.ts';
import type { Deployment } from '../../emulator/deployment.ts';
import type { Judgement } from '../../simulation/promises/judgement.ts';
import { judge } from '../../simulation/promises/promises.ts';
import { runSchedule } from '../../simulation/run-schedule.ts';
import { FAULT_KINDS } from '../../simulation/schedule/faults.ts';
import { type Schedule, scheduleOf, spellsOf } from '../../simulation/schedule/schedule.ts';
import { streamsOf } from '../../simulation/streams.ts';
import type { World } from '../../simulation/world/world.ts';
import { support2024 } from '../../simulator/rules/support-2024.ts';
import { synthesizedAssembly } from '../emulator/synthesized-assembly.ts';
import { defineFlow } from '../../functions/define-flow.ts';
import { notify } from '../../ncco/build.ts';
import { callFlow } from '../fixtures/own/call-flow.ts';

const SEED = 7;
let deployment: Deployment;
let assembly: string;
beforeAll(async () => {
  assembly = await synthesizedAssembly();
  deployment = readAssembly(assembly);
}, 120_000);
afterAll(() => rmSync(assembly, { recursive: true }));

const NOTHING: Schedule = { talksForMs: 5000, faults: [] };
const HANGS: Schedule = {
  talksForMs: 5000,
  faults: [{ kind: 'functions-hang', place: 'primary', fromMs: 0, forMs: 60_000 }],
};

/** Plays a schedule with a deployment, and judges it. `meanwhile` changes the world before it is judged. */
async function judged(
  schedule: Schedule,
  deployed = deployment,
  meanwhile: (world: World) => void = () => undefined,
): Promise<readonly Judgement[]> {
  const blueprint = { deployment: deployed, flows: { callFlow, named: {} }, profile: support2024 };
  const world = await runSchedule(blueprint, schedule, streamsOf(1, 0));
  meanwhile(world);
  return judge(world, schedule, [`https://${deployed.primary.api.hostName}`]);
}

/** The deployment with other outputs of a region. */
const withOutputs = (
  role: 'primary' | 'secondary',
  changes: Readonly<Record<string, string>>,
): Deployment => ({
  ...deployment,
  [role]: { ...deployment[role], outputs: { ...deployment[role].outputs, ...changes } },
});

const promisesIn = (judgements: readonly Judgement[]) =>
  judgements.filter(({ verdict }) => verdict === 'broken').map(({ promise }) => promise);

describe('schedules', () => {
  it('of as many calls as there are kinds of faults meet each kind', () => {
    const kinds = FAULT_KINDS.flatMap((_, call) => scheduleOf(SEED, call).faults.map(({ kind }) => kind));
    expect([...new Set(kinds)].toSorted()).toEqual(FAULT_KINDS.map(({ name }) => name).toSorted());
  });

  it('of 150 calls break no promise', async () => {
    for (let call = 0; call < 150; call += 1) {
      const schedule = scheduleOf(SEED, call);
      const broken = (await judged(schedule)).filter(({ verdict }) => verdict === 'broken');
      expect({ call, schedule, broken }).toEqual({ call, schedule, broken: [] });
    }
  }, 120_000);

  it('depend on the seed and the number of the call alone', () => {
    expect(scheduleOf(SEED, 734_211)).toEqual(scheduleOf(SEED, 734_211));
    expect(scheduleOf(SEED, 734_211)).not.toEqual(scheduleOf(SEED + 1, 734_211));
  });

  it('have faults that come and go', () => {
    const fault = { kind: 'refuses', place: 'primary', fromMs: 100, forMs: 50, flapsEveryMs: 20 } as const;
    const spells = spellsOf({ talksForMs: 1, faults: [fault] }).map(({ fromMs, toMs }) => [fromMs, toMs]);
    expect(spells).toEqual([
      [100, 120],
      [140, 150],
    ]);
  });

  it('name a kind that does not exist, with those that do', async () => {
    const schedule = { talksForMs: 1, faults: [{ ...HANGS.faults[0], kind: 'gremlins' }] } as Schedule;
    await expect(judged(schedule)).rejects.toThrow(/name-does-not-resolve.*found "gremlins"/);
  });
});

describe('two faults on the same part', () => {
  it('leave it as it was when both are over, whichever ends first', async () => {
    for (const forMs of [4000, 20_000]) {
      const faults = [
        { kind: 'black-hole', place: 'primary', fromMs: 0, forMs: 10_000 },
        { kind: 'refuses', place: 'primary', fromMs: 2000, forMs },
      ] as const;
      expect(promisesIn(await judged({ talksForMs: 5000, faults }))).toEqual([]);
    }
  });
});

describe('each promise is seen to be broken', () => {
  it('no-drop-while-a-tier-lives: the fallback URL leads nowhere', async () => {
    const elsewhere = withOutputs('secondary', { FallbackUrl: 'https://elsewhere.example.com/fallback' });
    const judgements = await judged(HANGS, elsewhere);
    expect(promisesIn(judgements)).toEqual(['no-drop-while-a-tier-lives', 'whole-tiers-answer']);
    expect(judgements[0]?.text).toMatch(
      /^The call was dropped, although at \d\.\d\d s the fallback URL was whole\.$/,
    );
  });

  it('a drop that no tier could prevent is explained', async () => {
    const refuses = { kind: 'refuses', fromMs: 0, forMs: 60_000 } as const;
    const faults = [
      { ...refuses, place: 'primary' },
      { ...refuses, kind: 'distribution-refuses', place: 'secondary' },
    ] as const;
    const [first, ...more] = await judged({ talksForMs: 5000, faults });
    expect(more).toEqual([]);
    expect(first).toMatchObject({ verdict: 'inevitable', promise: 'no-drop-while-a-tier-lives' });
    expect(first?.text).toContain("the secondary's CloudFront distribution refuses connections");
  });

  it('all-is-well-afterwards: the answer URL is the other region’s', async () => {
    const { AnswerUrl = '' } = deployment.secondary.outputs;
    expect(promisesIn(await judged(NOTHING, withOutputs('primary', { AnswerUrl })))).toContain(
      'all-is-well-afterwards',
    );
  });

  it('deliverable-events-are-kept and events-are-journaled-once: entries are missing, or there twice', async () => {
    const emptied = await judged(NOTHING, deployment, ({ journals }) =>
      (journals.primary as Map<string, unknown>).clear(),
    );
    expect(new Set(promisesIn(emptied))).toEqual(new Set(['deliverable-events-are-kept']));
    const doubled = await judged(NOTHING, deployment, ({ journals }) => {
      const [first] = journals.primary.values();
      (journals.primary as Map<string, unknown>).set('another key', first);
    });
    expect(promisesIn(doubled)).toEqual(['events-are-journaled-once']);
  });

  it('waits-are-within-limits: Vonage waits longer than the application says', async () => {
    const faults = [{ kind: 'accepts-and-hangs', place: 'primary', fromMs: 0, forMs: 60_000 }] as const;
    const schedule = { talksForMs: 5000, faults };
    const own = withOutputs('primary', {});
    expect(promisesIn(await judged(schedule, own))).toEqual([]);
    const broken = await judged(schedule, own, ({ voice }) => {
      const { answer_url: answer } = voice.webhooks as { answer_url: { socket_timeout?: number } };
      answer.socket_timeout = 100;
    });
    expect(promisesIn(broken)).toEqual(['waits-are-within-limits']);
  });

  it('served-nccos-are-valid: the static NCCO is none', async () => {
    const body = Buffer.from('[{"action":"dance"}]').toString('base64');
    const buckets = deployment.static.buckets.map((bucket) => ({
      ...bucket,
      objects: bucket.objects.map((object) => ({ ...object, bodyBase64: body })),
    }));
    const wrong = { ...deployment, static: { ...deployment.static, buckets } };
    const refuses = { kind: 'refuses', fromMs: 0, forMs: 60_000 } as const;
    const faults = [
      { ...refuses, place: 'primary' },
      { ...refuses, place: 'secondary' },
    ] as const;
    const promises = promisesIn(await judged({ talksForMs: 5000, faults }, wrong));
    expect(promises).toContain('served-nccos-are-valid');
    expect(promisesIn(await judged({ talksForMs: 5000, faults }))).toEqual([]);
  });

  it('no-loop: a step asks itself, and no call has taken too many steps', async () => {
    const again = () => [notify({ next: 'again' })];
    const looping = defineFlow({ start: again, steps: { again }, rungs: callFlow.rungs });
    const withSteps = (mostSteps: number): Deployment => ({
      ...deployment,
      primary: {
        ...deployment.primary,
        functions: Object.fromEntries(
          Object.entries(deployment.primary.functions).map(([id, model]) => {
            const { SETTINGS: text = '{}' } = model.environment;
            const settings = JSON.parse(text) as { readonly callFlow: object };
            const changed = { ...settings, callFlow: { ...settings.callFlow, mostSteps } };
            return [
              id,
              { ...model, environment: { ...model.environment, SETTINGS: JSON.stringify(changed) } },
            ];
          }),
        ),
      },
    });
    const promises = async (mostSteps: number) => {
      const deployed = withSteps(mostSteps);
      const blueprint = {
        deployment: deployed,
        flows: { callFlow: looping, named: {} },
        profile: support2024,
      };
      const world = await runSchedule(blueprint, NOTHING, streamsOf(1, 0));
      return promisesIn(judge(world, NOTHING, [`https://${deployed.primary.api.hostName}`]));
    };
    expect(await promises(1000)).toContain('no-loop');
    expect(await promises(50)).toEqual([]);
  });

  it('waits-are-within-limits: a bot that takes a call and says nothing is explained', async () => {
    const faults = [{ kind: 'bot-mute', place: 'primary', fromMs: 0, forMs: 60_000 }] as const;
    expect(await judged({ talksForMs: 5000, faults })).toMatchObject([
      { verdict: 'inevitable', promise: 'waits-are-within-limits' },
    ]);
  });
});
