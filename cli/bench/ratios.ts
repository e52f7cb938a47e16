import type { ColdStart } from './cold-start.ts';
import type { WarmWork } from './warm-work.ts';

/** What one round measured. */
export interface Round {
  /** The handler's name → its cold starts in this round. */
  readonly cold: ReadonlyMap<string, readonly ColdStart[]>;
  readonly warm: WarmWork;
}

/** The handler that does nothing. */
export const EMPTY = 'an empty handler';

/** A time, ms, and how many times that of the one beside it; each is the median of the rounds. */
export interface Compared {
  readonly ms: number;
  readonly ratio: number;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}

/** A handler's cold start beside the empty handler's of the same round. */
export function compareCold(
  rounds: readonly Round[],
  name: string,
  time: 'loadedMs' | 'answeredMs',
): Compared {
  const inRound = ({ cold }: Round, each: string): number =>
    median((cold.get(each) ?? []).map((start) => start[time]));
  return {
    ms: median(rounds.map((round) => inRound(round, name))),
    ratio: median(rounds.map((round) => inRound(round, name) / inRound(round, EMPTY))),
  };
}

/** The whole handler's warm work beside the least of the same round. */
export const compareWarm = (rounds: readonly Round[]): Compared => ({
  ms: median(rounds.map(({ warm }) => warm.handlerMs)),
  ratio: median(rounds.map(({ warm }) => warm.handlerMs / warm.leastMs)),
});

/** How much of all cold starts was spent waiting for a core, 0 to 1. */
export function shareWaited(rounds: readonly Round[]): number {
  const starts = rounds.flatMap(({ cold }) => [...cold.values()].flat());
  const waitedMs = starts.reduce((sum, start) => sum + start.waitedMs, 0);
  return waitedMs / starts.reduce((sum, start) => sum + start.answeredMs, waitedMs);
}
