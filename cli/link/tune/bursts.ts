import { startTally } from './tally.ts';
import type { Tally } from './tally.ts';
import type { Judged } from './judge.ts';

/** Each burst asks for so many more at once than the one before: few cold starts at a time, so that none slows another. */
const STEP = 2;
/** So much of the account's concurrency, shared with its calls, for a moment. */
export const LARGEST_BURST = 40;
const BETWEEN_BURSTS_MS = 300;

export interface Cold extends Tally {
  /** Requests that took longer than 99 of 100 warm ones: cold starts, by all appearances. */
  readonly coldStarts: number;
  /** Requests of the largest burst. */
  readonly mostAtOnce: number;
}

export interface BurstOptions {
  /** Cold starts to be seen. */
  readonly wanted: number;
  /** What 99 of 100 warm responses do not exceed, ms. */
  readonly warmP99Ms: number;
  readonly send: () => Promise<Judged>;
  readonly pause: (ms: number) => Promise<void>;
  readonly signal: AbortSignal;
  readonly onBurst: (coldStarts: number) => void;
}

/**
 * Makes cold starts from outside, with no rights in the account: an environment serves one request at a time, so that
 * more requests at once than environments start new ones. No answer says that it was a cold start; only its time shows it.
 * Ends when enough were seen, at the largest burst, or with a burst that has a failure.
 */
export async function bursts({
  wanted,
  warmP99Ms,
  send,
  pause,
  signal,
  onBurst,
}: BurstOptions): Promise<Cold> {
  const counting = startTally();
  const coldStarts = (): number =>
    counting.tally().times.responsesMs.filter((responseMs) => responseMs > warmP99Ms).length;
  let mostAtOnce = 0;
  for (let size = STEP; size <= LARGEST_BURST && coldStarts() < wanted; size += STEP) {
    if (size > STEP) await pause(BETWEEN_BURSTS_MS);
    if (signal.aborted) break;
    for (const judged of await Promise.all(Array.from({ length: size }, send))) counting.add(judged);
    mostAtOnce = size;
    onBurst(coldStarts());
    if (Object.keys(counting.tally().failures).length > 0) break;
  }
  return { ...counting.tally(), coldStarts: coldStarts(), mostAtOnce };
}
