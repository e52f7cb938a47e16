import { type Clock, within } from '../../contracts/clock.ts';

/** Status events of one call, in the order in which they happened. */
export class EventQueue {
  readonly #timeoutMs: number;
  readonly #clock: Clock;
  readonly #pending = new Set<Promise<unknown>>();
  #turn: Promise<void> = Promise.resolve();

  constructor(timeoutMs: number, clock: Clock) {
    this.#clock = clock;
    this.#timeoutMs = timeoutMs;
  }

  /** `send` must not reject. It starts when the one before has an outcome, or after the timeout. */
  push(send: () => Promise<unknown>): void {
    this.#turn = this.#turn.then(async () => {
      const sent = send();
      this.#pending.add(sent);
      const delivered = sent.then(() => this.#pending.delete(sent));
      await within(this.#clock, this.#timeoutMs, delivered, undefined);
    });
  }

  /** Resolves when everything pushed so far is delivered or lost. */
  async drained(): Promise<void> {
    await this.#turn;
    await Promise.all(this.#pending);
  }
}
