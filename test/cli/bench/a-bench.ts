import type { ColdStart } from '../../../cli/bench/cold-start.ts';
import { EMPTY } from '../../../cli/bench/ratios.ts';
import type { Round } from '../../../cli/bench/ratios.ts';

/** Starts of which each loads in so many ms, and answers 10 ms later. */
const starts = (loadedMs: readonly number[], waitedMs: number): readonly ColdStart[] =>
  loadedMs.map((ms) => ({ loadedMs: ms, answeredMs: ms + 10, waitedMs }));

/** One round: how long the empty handler and `answer` took to load, and what each start waited for a core, ms. */
export const aRound = (
  empty: readonly number[],
  answer: readonly number[],
  { handlerMs = 0.3, leastMs = 0.1, waitedMs = 0 } = {},
): Round => ({
  cold: new Map([
    [EMPTY, starts(empty, waitedMs)],
    ['answer', starts(answer, waitedMs)],
  ]),
  warm: { handlerMs, leastMs },
});
