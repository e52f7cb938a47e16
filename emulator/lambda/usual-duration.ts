import type { InvocationMeter } from './invocation-meter.ts';

/** Invocations that say how long one usually takes. */
const KEPT = 50;

/** What the last warm invocations of a function took without their waits. */
export class UsualDuration {
  readonly #lastMs: number[] = [];

  /** The invocation has just ended. */
  remember({ ageMs, waitedMs }: InvocationMeter): void {
    this.#lastMs.push(ageMs - waitedMs);
    if (this.#lastMs.length > KEPT) this.#lastMs.shift();
  }

  /** Whether a running invocation would have ended by now without its waits. */
  isExceededByWaits({ ageMs, waitedMs }: InvocationMeter): boolean {
    const usualMs = this.#lastMs.toSorted((a, b) => a - b)[this.#lastMs.length >> 1];
    return usualMs !== undefined && ageMs >= usualMs && ageMs - waitedMs < usualMs;
  }
}
