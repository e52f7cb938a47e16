import { inParallel } from '../../cli/kit/progress.ts';
import { primaryOrigins } from '../play-schedule.ts';
import type { Schedule } from '../schedule/schedule.ts';
import { type Streams, streamsOf } from '../streams.ts';
import type { Blueprint } from '../world/world.ts';
import { type Difference, differences } from './compare.ts';
import { type PlayedCall, playVirtually } from './play.ts';
import { shifted, shortScheduleOf } from './short-schedule.ts';
import type { System } from './start-system.ts';

/** A schedule with what is random in its call. */
export interface Planned {
  readonly call: number;
  readonly schedule: Schedule;
  readonly streams: Streams;
}

/** A call that was played in both worlds. */
export interface Compared extends Planned {
  readonly virtual: PlayedCall;
  readonly real: PlayedCall;
  readonly verdict: 'same' | 'different' | 'unknown';
  /** Of the last time that it was played. */
  readonly differences: readonly Difference[];
}

/** In a comparison no call is longer. */
const LONGEST_MS = 10_000;
/** What comes later or earlier by so much must make no difference, and to silences none that is longer. */
const SHIFT_MS = 140;
/** A cold start that takes so many times as long must make no difference but to silences. */
const SLOWER = 1.5;
/** A call that a busy machine may have changed is played so often. */
const MOST_TIMES = 4;
/** A stall: processes wait this long for a core, within so much time. What comes later by less makes no difference. */
const STALL = { lostMs: 100, withinMs: 500 };

/**
 * The first calls of a seed that are short enough and do not depend on a moment: a fault that comes in the very moment of a request
 * has one of two effects in the virtual world too.
 * @returns the calls, and how many were left out
 */
export async function plan(
  blueprint: Blueprint,
  seed: number,
  calls: number,
  profile?: string,
): Promise<{ readonly planned: readonly Planned[]; readonly leftOut: number }> {
  const planned: Planned[] = [];
  let call = 0;
  for (; planned.length < calls; call += 1) {
    const each = { call, schedule: shortScheduleOf(seed, call, profile), streams: streamsOf(seed, call) };
    if (await isComparable(blueprint, each)) planned.push(each);
  }
  return { planned, leftOut: call - calls };
}

async function isComparable(blueprint: Blueprint, { schedule, streams }: Planned): Promise<boolean> {
  const origins = primaryOrigins(blueprint);
  const played = await playVirtually(blueprint, schedule, streams);
  if ((played.at(-1)?.atMs ?? Infinity) > LONGEST_MS) return false;
  for (const ms of [-SHIFT_MS, SHIFT_MS]) {
    const other = await playVirtually(blueprint, shifted(schedule, ms), streams);
    if (differences(played, other, origins).length > 0) return false;
  }
  const slow = await playVirtually(withSlowStarts(blueprint), schedule, streams);
  return differences(played, slow, origins).every(({ what }) => what === 'silence');
}

/** Cold starts vary more than all else. */
const withSlowStarts = ({ coldStartMs = { least: 0, more: 0 }, ...blueprint }: Blueprint): Blueprint => ({
  ...blueprint,
  coldStartMs: { least: coldStartMs.least * SLOWER, more: coldStartMs.more },
});

/** Plays each call in both worlds; as many at once on real sockets as there are systems. */
export function compareCalls(
  blueprint: Blueprint,
  systems: readonly System[],
  planned: readonly Planned[],
  onCompared: () => void,
  signal: AbortSignal,
): Promise<readonly Compared[]> {
  const free = [...systems];
  return inParallel(planned, systems.length, async (each) => {
    signal.throwIfAborted();
    const system = free.pop();
    if (system === undefined) throw new Error('Expected a system for each call at once; found none left.');
    const compared = await compareCall(blueprint, system, each);
    free.push(system);
    onCompared();
    return compared;
  });
}

export async function compareCall(blueprint: Blueprint, system: System, planned: Planned): Promise<Compared> {
  const { schedule, streams } = planned;
  const virtual = await playVirtually(blueprint, schedule, streams);
  for (let time = 1; ; time += 1) {
    const { records: real, lostMs } = await system.play(schedule, streams);
    const found = differences(virtual, real, primaryOrigins(blueprint));
    const hasStalled = (fromMs: number, toMs: number): boolean => {
      for (let atMs = fromMs; atMs < toMs; atMs += STALL.withinMs / 2)
        if (lostMs(atMs, atMs + STALL.withinMs) > STALL.lostMs) return true;
      return false;
    };
    const counted = found.filter(({ fromMs, toMs, excessMs }) =>
      excessMs === undefined ? !hasStalled(fromMs, toMs) : excessMs > lostMs(fromMs, toMs),
    );
    const common = { ...planned, virtual, real };
    if (found.length === 0) return { ...common, verdict: 'same', differences: [] };
    if (counted.length > 0) return { ...common, verdict: 'different', differences: counted };
    if (time === MOST_TIMES) return { ...common, verdict: 'unknown', differences: found };
  }
}
