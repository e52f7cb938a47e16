import type { InvocationMeter } from './invocation-meter.ts';

/** Invocations that say how long one usually takes. */
const KEPT = 50;

/** What the last warm invocations of a function took without their waits. */
export class UsualDuration {
  readonly #lastMs: number[] = [];

  /** The invocation has just ended. */
  remember({ startedMs, waitedMs }: InvocationMeter): void {
    this.#lastMs.push(performance.now() - startedMs - waitedMs);
    if (this.#lastMs.length > KEPT) this.#lastMs.shift();
  }

  /** Whether a running invocation would have ended by now without its waits. */
  isExceededByWaits({ startedMs, waitedMs }: InvocationMeter): boolean {
    const usualMs = this.#lastMs.toSorted((a, b) => a - b)[this.#lastMs.length >> 1];
    const ageMs = performance.now() - startedMs;
    return usualMs !== undefined && ageMs >= usualMs && ageMs - waitedMs < usualMs;
  }
}
