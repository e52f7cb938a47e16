import { type Clock, sleep } from '../../contracts/clock.ts';
import type { Random } from '../../contracts/random.ts';

/** Long enough that any two events of a short call may arrive in either order. */
const LATEST_MS = 200;
const COPIES = 2;

/** Status events of one call, each sent twice, each copy after a random delay (SUP 360057200092: order is not promised). */
export class EventShuffle {
  readonly #random: Random;
  readonly #clock: Clock;
  readonly #pending = new Set<Promise<unknown>>();

  constructor(random: Random, clock: Clock) {
    this.#clock = clock;
    this.#random = random;
  }

  /** `send` must not reject. */
  push(send: () => Promise<unknown>): void {
    for (let copy = 0; copy < COPIES; copy += 1) {
      const sent = sleep(this.#clock, this.#random.next() * LATEST_MS).then(send);
      this.#pending.add(sent);
      void sent.then(() => this.#pending.delete(sent));
    }
  }

  /** Resolves when everything pushed so far is delivered or lost. */
  async drained(): Promise<void> {
    await Promise.all(this.#pending);
  }
}
