import { type Schedule, type ScheduledFault, scheduleOf } from '../schedule/schedule.ts';

const LEAST_TALK_MS = 1000;
const MOST_TALK_MS = 4000;
const LONGEST_FAULT_MS = 10_000;
/** On real sockets a fault takes a moment to come and to go. */
const SHORTEST_FLAP_MS = 1000;

/**
 * The schedule of a call, shortened to seconds: the same faults, in the same part of a shorter call.
 * @param profile of all calls; undefined: each has its own
 */
export function shortScheduleOf(seed: number, call: number, profile?: string): Schedule {
  const { talksForMs: longMs, faults, profile: own } = scheduleOf(seed, call, profile);
  const talksForMs = LEAST_TALK_MS + (longMs % (MOST_TALK_MS - LEAST_TALK_MS));
  const shortened = (fault: ScheduledFault): ScheduledFault => ({
    ...fault,
    fromMs: Math.round((fault.fromMs * talksForMs) / longMs),
    forMs: Math.min(fault.forMs, LONGEST_FAULT_MS),
    ...(fault.flapsEveryMs !== undefined && {
      flapsEveryMs: Math.max(fault.flapsEveryMs, SHORTEST_FLAP_MS),
    }),
  });
  return { ...(own !== undefined && { profile: own }), talksForMs, faults: faults.map(shortened) };
}

/** Every fault that begins in mid-call so much later, or earlier where it is negative, ms. */
export const shifted = (schedule: Schedule, ms: number): Schedule => ({
  ...schedule,
  faults: schedule.faults.map((fault) =>
    fault.fromMs === 0
      ? { ...fault, forMs: Math.max(0, fault.forMs + ms) }
      : { ...fault, fromMs: Math.max(1, fault.fromMs + ms) },
  ),
});
