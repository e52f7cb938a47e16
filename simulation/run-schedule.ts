import { sleep } from '../contracts/clock.ts';
import { type OutsiderAnswer, sendOutsiders } from './outsiders/send.ts';
import { kindOf, type Schedule, spellsOf } from './schedule/schedule.ts';
import type { Streams } from './streams.ts';
import { type Blueprint, createWorld, type World } from './world/world.ts';

/** The call that a schedule happens to. */
export const CALL = 'the call';
/** Placed when all faults are over: everything must be as it was. */
export const LAST_CALL = 'the last call';
/** What a region needs to forget a wrong secret, and CloudFront an error. */
const RECOVERS_MS = 120_000;
const FROM = '447700900123';

/** A world after its calls. */
export interface PlayedWorld extends World {
  /** What came of the requests of others. */
  readonly outsiders: readonly OutsiderAnswer[];
}

/**
 * Plays a schedule: a call, its faults, and one more call when they are over.
 * @param isLastCallPlaced false: the first call alone
 */
export async function runSchedule(
  blueprint: Blueprint,
  schedule: Schedule,
  streams: Streams,
  isLastCallPlaced = true,
): Promise<PlayedWorld> {
  const world = createWorld(blueprint, streams);
  const { clock, simulator, settings } = world;
  for (const { fault, fromMs, toMs } of spellsOf(schedule)) {
    const { apply } = kindOf(fault.kind);
    clock.after(fromMs, () => {
      const undo = apply(world, fault.place);
      clock.after(toMs - fromMs, undo);
    });
  }
  const plan = { from: FROM, to: settings.callerNumber };
  const play = async (): Promise<void> => {
    // What begins with the call begins before its first request.
    await sleep(clock, 0);
    await simulator.placeCall({ ...plan, call: CALL, talksForMs: schedule.talksForMs });
    if (!isLastCallPlaced) return;
    const endsMs = Math.max(0, ...spellsOf(schedule).map(({ toMs }) => toMs));
    await sleep(clock, Math.max(0, endsMs - clock.monotonicMs()) + RECOVERS_MS);
    await simulator.placeCall({ ...plan, call: LAST_CALL, talksForMs: 5000 });
  };
  const outsiders = sendOutsiders(world, blueprint.deployment, schedule.outsiders ?? []);
  await clock.run(play());
  return { ...world, outsiders };
}
