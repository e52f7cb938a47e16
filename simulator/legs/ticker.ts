const FRAME_MS = 20;
/** After a stall, at most this many frames are played at once; older ones are lost. */
const CATCH_UP_FRAMES = 10;

/** One timer for every audio frame of every leg, in real time. */
export class Ticker {
  readonly #listeners = new Set<() => void>();
  #timer: NodeJS.Timeout | undefined;
  #dueAt = 0;

  /** Calls back every 20 ms; returns a function that stops it. */
  add(listener: () => void): () => void {
    this.#listeners.add(listener);
    if (!this.#timer) {
      this.#dueAt = performance.now() + FRAME_MS;
      this.#timer = setInterval(() => {
        this.#tick();
      }, FRAME_MS);
    }
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      clearInterval(this.#timer);
      this.#timer = undefined;
    };
  }

  #tick(): void {
    const now = performance.now();
    this.#dueAt = Math.max(this.#dueAt, now - CATCH_UP_FRAMES * FRAME_MS);
    for (; this.#dueAt <= now; this.#dueAt += FRAME_MS) {
      for (const listener of [...this.#listeners]) listener();
    }
  }
}
