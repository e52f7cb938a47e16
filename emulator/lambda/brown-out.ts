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

/** What a warm handler takes, stores included: about. */
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

/** Of each function by its logical id, what of the brown-out that is there at the moment is its part. */
export function brownOutsOf(
  seed: number,
  present: () => Omit<BrownOut, 'seed'> | undefined,
): (functionId: string) => FunctionBrownOut | undefined {
  const parts = new Map<string, FunctionBrownOut>();
  let known: Omit<BrownOut, 'seed'> | undefined;
  return (functionId) => {
    const brownOut = present();
    if (brownOut !== known) parts.clear();
    known = brownOut;
    if (brownOut === undefined) return undefined;
    const part = parts.get(functionId) ?? brownOutOf({ ...brownOut, seed }, functionId);
    parts.set(functionId, part);
    return part;
  };
}
