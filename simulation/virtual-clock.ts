import TinyQueue from 'tinyqueue';
import type { Clock } from '../contracts/clock.ts';

interface Due {
  readonly atMs: number;
  /** Of two at the same time, the one that was set first comes first. */
  readonly order: number;
  /** Undefined once it is called off. */
  run: (() => void) | undefined;
}

/** Time that passes only between events: an hour of calls takes as long as its work. */
export class VirtualClock implements Clock {
  readonly #queue = new TinyQueue<Due>([], (a, b) => a.atMs - b.atMs || a.order - b.order);
  readonly #beganMs: number;
  #passedMs = 0;
  #orders = 0;

  /** @param beganMs what `nowMs` says at the beginning */
  constructor(beganMs: number) {
    this.#beganMs = beganMs;
  }

  nowMs(): number {
    return this.#beganMs + Math.floor(this.#passedMs);
  }

  monotonicMs(): number {
    return this.#passedMs;
  }

  after(ms: number, run: () => void): () => void {
    this.#orders += 1;
    const due: Due = { atMs: this.#passedMs + Math.max(0, ms), order: this.#orders, run };
    this.#queue.push(due);
    return () => {
      due.run = undefined;
    };
  }

  /** The same time, with a time of day that is so much ahead, ms. */
  ahead(ms: () => number): Clock {
    return {
      nowMs: () => this.nowMs() + ms(),
      monotonicMs: () => this.monotonicMs(),
      after: (delayMs, run) => this.after(delayMs, run),
    };
  }

  /**
   * Lets time pass until the work has settled.
   * @throws as the work does, or where nothing is left to happen before
   */
  async run<T>(work: Promise<T>): Promise<T> {
    let isSettled = false;
    const settled = (): void => void (isSettled = true);
    work.then(settled, settled);
    for (;;) {
      await allReacted();
      if (isSettled) return work;
      const due = this.#next();
      if (due?.run === undefined)
        throw new Error(
          `Expected the work to end; found that nothing is left to happen after ${this.#passedMs} ms.`,
        );
      this.#passedMs = due.atMs;
      due.run();
    }
  }

  #next(): Due | undefined {
    for (let due = this.#queue.pop(); due !== undefined; due = this.#queue.pop())
      if (due.run !== undefined) return due;
    return undefined;
  }
}

let reacted: Promise<void> | undefined;

/** Resolves when every promise that could settle has been reacted to. Clocks that wait at the same time share it. */
function allReacted(): Promise<void> {
  reacted ??= new Promise((resolve) => {
    setImmediate(() => {
      reacted = undefined;
      resolve();
    });
  });
  return reacted;
}
