import type { Deployment } from '../emulator/deployment.ts';
import type { RegionRole } from '../emulator/emulator.ts';
import { playSchedule } from './play-schedule.ts';
import type { PromiseName } from './promises/judgement.ts';
import type { Schedule } from './schedule/schedule.ts';
import { streamsOf } from './streams.ts';
import type { Blueprint } from './world/world.ts';

/** A set-up that cannot keep a promise, and the schedule that shows it. */
interface WrongSetUp {
  readonly says: string;
  readonly breaks: PromiseName;
  readonly schedule: Schedule;
  readonly of: (deployment: Deployment) => Deployment;
}

const withOutputs = (
  deployment: Deployment,
  role: RegionRole,
  changes: Readonly<Record<string, string | undefined>>,
): Deployment => ({
  ...deployment,
  [role]: { ...deployment[role], outputs: { ...deployment[role].outputs, ...changes } },
});

const withSettings = (
  deployment: Deployment,
  role: RegionRole,
  changes: Readonly<Record<string, unknown>>,
): Deployment => ({
  ...deployment,
  [role]: {
    ...deployment[role],
    functions: Object.fromEntries(
      Object.entries(deployment[role].functions).map(([id, model]) => {
        const { SETTINGS: text, ...others } = model.environment;
        if (text === undefined) return [id, model];
        const settings = JSON.stringify({ ...(JSON.parse(text) as object), ...changes });
        return [id, { ...model, environment: { ...others, SETTINGS: settings } }];
      }),
    ),
  },
});

const WRONG_SET_UPS: readonly WrongSetUp[] = [
  {
    says: 'a fallback URL that leads nowhere',
    breaks: 'no-drop-while-a-tier-lives',
    schedule: {
      talksForMs: 5000,
      faults: [{ kind: 'functions-hang', place: 'primary', fromMs: 0, forMs: 60_000 }],
    },
    of: (deployment) =>
      withOutputs(deployment, 'secondary', { FallbackUrl: 'https://elsewhere.example.com/fallback' }),
  },
  {
    says: "an answer URL that is the secondary's",
    breaks: 'all-is-well-afterwards',
    schedule: { talksForMs: 5000, faults: [] },
    of: (deployment) =>
      withOutputs(deployment, 'primary', { AnswerUrl: deployment.secondary.outputs['AnswerUrl'] }),
  },
  {
    says: 'functions that leave it to an IP allow list who may ask, where there is none',
    breaks: 'outsiders-change-nothing',
    schedule: {
      talksForMs: 5000,
      faults: [],
      outsiders: [{ what: 'no Authorization header', region: 'primary', target: 0, atMs: 4000 }],
    },
    of: (deployment) => withSettings(deployment, 'primary', { source: { mode: 'ip', countOutside: [] } }),
  },
];

/** The wrong set-ups that the promises do not see: none, or a simulation says nothing. */
export async function unseen(blueprint: Blueprint): Promise<readonly string[]> {
  const missed: string[] = [];
  for (const { says, breaks, schedule, of } of WRONG_SET_UPS) {
    const wrong = { ...blueprint, deployment: of(blueprint.deployment) };
    const { judgements } = await playSchedule(wrong, schedule, streamsOf(1, 0));
    const seen = judgements.some(({ verdict, promise }) => verdict === 'broken' && promise === breaks);
    if (!seen) missed.push(says);
  }
  return missed;
}
