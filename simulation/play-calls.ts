import { createHash } from 'node:crypto';
import { type Met, metIn } from './coverage.ts';
import { playSchedule, primaryOrigins } from './play-schedule.ts';
import type { Judgement } from './promises/judgement.ts';
import { type Schedule, scheduleOf } from './schedule/schedule.ts';
import { streamsOf } from './streams.ts';
import type { Blueprint } from './world/world.ts';

/** A call with what is wrong with it. */
export interface JudgedCall {
  readonly call: number;
  readonly schedule: Schedule;
  readonly judgements: readonly Judgement[];
}

/** What so many calls have shown. Plain, so that a worker can report it. */
export interface Played {
  readonly calls: number;
  readonly met: Met;
  /** Calls with a promise that was broken, or could not be kept. */
  readonly judged: readonly JudgedCall[];
  /** Sum of the hashes of all histories, 16 hex digits: the same for any order of the calls. */
  readonly hash: string;
}

/** Worlds whose time passes in turns, because a turn of the event loop takes as long for one as for several. */
const AT_ONCE = 16;

const MASK = 2n ** 64n - 1n;

/** What the calls of a simulation are drawn by. */
export interface Drawn {
  readonly seed: number;
  /** Of all calls; undefined: each has its own. */
  readonly profile?: string | undefined;
}

/** Plays the calls with these numbers. */
export async function playCalls(
  blueprint: Blueprint,
  { seed, profile }: Drawn,
  calls: Iterable<number>,
  onPlayed: () => void = () => undefined,
): Promise<Played> {
  const origins = primaryOrigins(blueprint);
  const met: Record<string, number> = {};
  const judged: JudgedCall[] = [];
  let played = 0;
  let hash = 0n;
  const play = async (call: number): Promise<void> => {
    const schedule = scheduleOf(seed, call, profile);
    const { world, judgements } = await playSchedule(blueprint, schedule, streamsOf(seed, call));
    for (const name of metIn(world, schedule, origins)) met[name] = (met[name] ?? 0) + 1;
    if (judgements.length > 0) judged.push({ call, schedule, judgements });
    hash = (hash + hashOf(world.history)) & MASK;
    played += 1;
    onPlayed();
  };
  const left = calls[Symbol.iterator]();
  const playOn = async (): Promise<void> => {
    for (let next = left.next(); next.done !== true; next = left.next()) await play(next.value);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, playOn));
  judged.sort((a, b) => a.call - b.call);
  return { calls: played, met, judged, hash: hash.toString(16).padStart(16, '0') };
}

const hashOf = (history: readonly object[]): bigint =>
  createHash('sha256').update(JSON.stringify(history)).digest().readBigUInt64BE();

/** Adds up what several workers have played. */
export function together(parts: readonly Played[], met: Met): Played {
  const hash = parts.reduce((total, part) => (total + BigInt(`0x${part.hash}`)) & MASK, 0n);
  return {
    calls: parts.reduce((total, part) => total + part.calls, 0),
    met,
    judged: parts.flatMap(({ judged }) => judged).toSorted((a, b) => a.call - b.call),
    hash: hash.toString(16).padStart(16, '0'),
  };
}
