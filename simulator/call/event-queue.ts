/** Status events of one call, in the order in which they happened. */
export class EventQueue {
  readonly #timeoutMs: number;
  readonly #pending = new Set<Promise<unknown>>();
  #turn: Promise<void> = Promise.resolve();

  constructor(timeoutMs: number) {
    this.#timeoutMs = timeoutMs;
  }

  /** `send` must not reject. It starts when the one before has an outcome, or after the timeout. */
  push(send: () => Promise<unknown>): void {
    this.#turn = this.#turn.then(async () => {
      const sent = send();
      this.#pending.add(sent);
      let timer: NodeJS.Timeout | undefined;
      const timeout = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, this.#timeoutMs);
      });
      await Promise.race([sent.then(() => this.#pending.delete(sent)), timeout]);
      clearTimeout(timer);
    });
  }

  /** Resolves when everything pushed so far is delivered or lost. */
  async drained(): Promise<void> {
    await this.#turn;
    await Promise.all(this.#pending);
  }
}
