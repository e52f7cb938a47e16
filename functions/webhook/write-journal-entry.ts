import type { Clock } from '../../contracts/clock.ts';
import type { JournalEntry } from '../../contracts/journal/journal-entry.ts';
import type { JournalBucket, JournalingPorts } from '../ports.ts';

/** How long writing an entry may take. */
export interface JournalTimeouts {
  /** Limit for each bucket. */
  readonly perBucketMs: number;
  /** The other region's bucket is tried once this region's has failed or has not answered for this long. */
  readonly otherAfterMs: number;
}

export type Kept =
  | { readonly kept: true; readonly region: string; readonly how: 'written' | 'already-there' }
  | { readonly kept: false; readonly problems: readonly string[] };

/**
 * Writes an entry to this region's bucket, or else to the other region's. Never rejects. Both buckets may end up with it:
 * the key is the same in both, and readers of the journal merge them.
 * @param over aborts requests that still run, because Lambda freezes work that is left after a response
 */
export async function writeJournalEntry(
  entry: JournalEntry,
  { own, other }: JournalingPorts['journal'],
  { perBucketMs, otherAfterMs }: JournalTimeouts,
  over: AbortSignal,
  clock: Clock,
): Promise<Kept> {
  const write = (bucket: JournalBucket) => writeWithin(bucket, entry, perBucketMs, over, clock);
  const inOwn = write(own);
  const ownHasFailed = inOwn.then(
    () => false,
    () => true,
  );
  const inOther = Promise.race([ownHasFailed, pause(otherAfterMs, over, clock)]).then((isNeeded) =>
    isNeeded ? write(other) : inOwn,
  );
  try {
    return await Promise.any([inOwn, inOther]);
  } catch (error) {
    return { kept: false, problems: (error as AggregateError).errors.map(({ message }: Error) => message) };
  }
}

/** Writes to one bucket; rejects when that fails, takes longer than `ms`, or `over` is aborted. */
function writeWithin(
  bucket: JournalBucket,
  entry: JournalEntry,
  ms: number,
  over: AbortSignal,
  clock: Clock,
): Promise<Kept> {
  return new Promise((resolve, reject) => {
    const ask = new AbortController();
    const fail = (reason: unknown): void => {
      stopTimer();
      over.removeEventListener('abort', end);
      ask.abort(reason);
      reject(new Error(`${bucket.region}: ${reason instanceof Error ? reason.message : String(reason)}`));
    };
    const end = (): void => fail(over.reason);
    const stopTimer = clock.after(ms, () => fail(new Error(`no answer within ${ms} ms`)));
    over.addEventListener('abort', end);
    if (over.aborted) return end();
    const asked = async (): ReturnType<JournalBucket['keep']> => bucket.keep(entry, ask.signal);
    asked().then((how) => {
      stopTimer();
      over.removeEventListener('abort', end);
      resolve({ kept: true, region: bucket.region, how });
    }, fail);
  });
}

/** Resolves to true, or never if `over` is aborted first. */
const pause = (ms: number, over: AbortSignal, clock: Clock): Promise<true> =>
  new Promise((resolve) => {
    const stopTimer = clock.after(ms, () => resolve(true));
    over.addEventListener('abort', stopTimer, { once: true });
  });
