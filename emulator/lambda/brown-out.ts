import { createRandom } from '../../contracts/random.ts';
import type { BrownOut } from '../emulator.ts';

/** A function's part of a brown-out. */
export interface FunctionBrownOut {
  /** Whether the next request fails. */
  readonly fails: () => boolean;
  /** What comes on top of a cold start that took so long, ms. */
  readonly coldStartAddsMs: (tookMs: number) => number;
  /** What comes before a handler runs, ms. */
  readonly handlerAddsMs: number;
}

/** What a warm handler takes, stores included (docs/latency.md). */
const HANDLER_MS = 15;

/** @param functionId its logical id: the same requests to it fail for the same seed */
export function brownOutOf({ fails, times, seed }: BrownOut, functionId: string): FunctionBrownOut {
  const random = createRandom(seed, `the brown-out of ${functionId}`);
  return {
    fails: () => random.next() < fails,
    coldStartAddsMs: (tookMs) => tookMs * (times - 1),
    handlerAddsMs: HANDLER_MS * (times - 1),
  };
}
