import { setTimeout as sleep } from 'node:timers/promises';

/** How often to look, and what to wait in between. */
export interface Looking {
  readonly times: number;
  readonly everyMs: number;
  /** Default: a timer. */
  readonly pause?: (ms: number) => Promise<void>;
}

/** Looks until what is seen is so, or so many times. Resolves with what was seen last; rejects when a look or a pause does. */
export async function lookUntil<T>(
  look: () => Promise<T>,
  isSo: (seen: T) => boolean,
  { times, everyMs, pause = (ms) => sleep(ms) }: Looking,
): Promise<T> {
  for (let time = 1; ; time += 1) {
    const seen = await look();
    if (time === times || isSo(seen)) return seen;
    await pause(everyMs);
  }
}
