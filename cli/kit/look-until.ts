import { setTimeout as sleep } from 'node:timers/promises';

/** How often to look, or for how long, and what to wait in between. */
export type Looking = {
  readonly everyMs: number;
  /** Default: a timer. */
  readonly pause?: (ms: number) => Promise<void>;
} & (
  | { readonly times: number }
  /** The last look is made when the time is over. Default of `nowMs`: a clock that is never set back. */
  | { readonly timeoutMs: number; readonly nowMs?: () => number }
);

/**
 * Looks until what is seen is so, or so many times, or for so long. Resolves with what was seen last; rejects when a look or a
 * pause does.
 */
export async function lookUntil<T>(
  look: () => Promise<T>,
  isSo: (seen: T) => boolean,
  looking: Looking,
): Promise<T> {
  const { everyMs, pause = (ms) => sleep(ms) } = looking;
  const isLast = lastLook(looking);
  for (let time = 1; ; time += 1) {
    const isOver = isLast(time);
    const seen = await look();
    if (isOver || isSo(seen)) return seen;
    await pause(everyMs);
  }
}

function lastLook(looking: Looking): (time: number) => boolean {
  if ('times' in looking) return (time) => time === looking.times;
  const { timeoutMs, nowMs = () => performance.now() } = looking;
  const startedMs = nowMs();
  return () => nowMs() - startedMs >= timeoutMs;
}
