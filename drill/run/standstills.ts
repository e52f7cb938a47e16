/** How long one process of the run could not run, in all. */
export interface Standstill {
  /** For people: `the drill`, `the primary`. */
  readonly process: string;
  readonly times: number;
  readonly longestMs: number;
  readonly sumMs: number;
}

/** Adds up who stood still for how long, for the report. */
export class Standstills {
  readonly #byProcess = new Map<string, Standstill>();

  add(process: string, lastedMs: number): void {
    const before = this.#byProcess.get(process) ?? { process, times: 0, longestMs: 0, sumMs: 0 };
    this.#byProcess.set(process, {
      process,
      times: before.times + 1,
      longestMs: Math.round(Math.max(before.longestMs, lastedMs)),
      sumMs: Math.round(before.sumMs + lastedMs),
    });
  }

  /** The one that stood still the longest comes first. */
  get all(): readonly Standstill[] {
    return [...this.#byProcess.values()].toSorted((a, b) => b.sumMs - a.sumMs);
  }
}
