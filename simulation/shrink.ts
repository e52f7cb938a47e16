import type { JudgedCall } from './play-calls.ts';
import { playSchedule } from './play-schedule.ts';
import type { Schedule } from './schedule/schedule.ts';
import { streamsOf } from './streams.ts';
import type { Blueprint } from './world/world.ts';

/** The fewest of a schedule's faults that still break the promise. */
export async function shrink(
  blueprint: Blueprint,
  seed: number,
  { call, schedule, judgements }: JudgedCall,
): Promise<Schedule> {
  const promise = judgements.find(({ verdict }) => verdict === 'broken')?.promise;
  const isBroken = async (tried: Schedule): Promise<boolean> => {
    const played = await playSchedule(blueprint, tried, streamsOf(seed, call));
    return played.judgements.some((each) => each.verdict === 'broken' && each.promise === promise);
  };
  let fewest = schedule;
  for (const fault of schedule.faults) {
    const without = { ...fewest, faults: fewest.faults.filter((each) => each !== fault) };
    if (await isBroken(without)) fewest = without;
  }
  for (const request of schedule.outsiders ?? []) {
    const without = { ...fewest, outsiders: fewest.outsiders?.filter((each) => each !== request) ?? [] };
    if (await isBroken(without)) fewest = without;
  }
  return fewest;
}
