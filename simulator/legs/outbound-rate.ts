/** New outbound legs of one account: at most so many in any second (rule `outbound-legs-are-limited`). */
export class OutboundRate {
  #startedAtMs: readonly number[] = [];

  /** Whether a leg may begin at this time, ms; it counts if so. @param most in `secondMs`; null: without a limit */
  admits(nowMs: number, most: number | null, secondMs: number): boolean {
    if (most === null) return true;
    const within = this.#startedAtMs.filter((atMs) => nowMs - atMs < secondMs);
    this.#startedAtMs = within.length < most ? [...within, nowMs] : within;
    return within.length < most;
  }
}
