import type { Judgement } from './promises/judgement.ts';
import { judge } from './promises/promises.ts';
import { outsidersChangeNothing } from './promises/outsiders.ts';
import { type PlayedWorld, runSchedule } from './run-schedule.ts';
import type { Schedule } from './schedule/schedule.ts';
import type { Streams } from './streams.ts';
import type { Blueprint } from './world/world.ts';

/** A call, and what is wrong with it. */
export interface JudgedWorld {
  readonly world: PlayedWorld;
  readonly judgements: readonly Judgement[];
}

/** Plays a schedule and judges it. With requests of others it is played once more without them, to be compared. */
export async function playSchedule(
  blueprint: Blueprint,
  schedule: Schedule,
  streams: Streams,
): Promise<JudgedWorld> {
  const world = await runSchedule(blueprint, schedule, streams);
  const judgements = judge(world, schedule, primaryOrigins(blueprint));
  if (world.outsiders.length === 0) return { world, judgements };
  const without = await runSchedule(blueprint, { ...schedule, outsiders: [] }, streams);
  return { world, judgements: [...judgements, ...outsidersChangeNothing(world, without, schedule)] };
}

export const primaryOrigins = ({ deployment }: Blueprint): readonly string[] => [
  `https://${deployment.primary.api.hostName}`,
];
