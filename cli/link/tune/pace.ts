export interface Pace {
  readonly perSecond: number;
  /** Under way at the same moment; where that is reached, the pace waits. */
  readonly atOnce: number;
  readonly nowMs: () => number;
  readonly pause: (ms: number) => Promise<void>;
  readonly signal: AbortSignal;
}

/**
 * Sends so many requests, evenly paced, whatever the former ones take. Resolves when the last one is done; an
 * interruption starts no more.
 */
export async function paced(
  count: number,
  { perSecond, atOnce, nowMs, pause, signal }: Pace,
  send: (index: number) => Promise<void>,
): Promise<void> {
  const underWay = new Set<Promise<void>>();
  let dueMs = nowMs();
  for (let index = 0; index < count; index++) {
    const waitMs = dueMs - nowMs();
    if (waitMs > 0) await pause(waitMs);
    while (underWay.size >= atOnce) await Promise.race(underWay);
    if (signal.aborted) break;
    const request = send(index).finally(() => underWay.delete(request));
    underWay.add(request);
    // What was late is not made up for: the pace never becomes a burst.
    dueMs = Math.max(dueMs, nowMs()) + 1000 / perSecond;
  }
  await Promise.all(underWay);
}
