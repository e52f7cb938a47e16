/** Status events of one call, in the order in which they happened. */
export class EventQueue {
  readonly #patienceMs: number;
  readonly #onTheirWay = new Set<Promise<unknown>>();
  #turn: Promise<void> = Promise.resolve();

  constructor(patienceMs: number) {
    this.#patienceMs = patienceMs;
  }

  /** `send` must not reject. It starts when the former one has an outcome, or has had its time. */
  push(send: () => Promise<unknown>): void {
    this.#turn = this.#turn.then(async () => {
      const sent = send();
      this.#onTheirWay.add(sent);
      let timer: NodeJS.Timeout | undefined;
      const patience = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, this.#patienceMs);
      });
      await Promise.race([sent.then(() => this.#onTheirWay.delete(sent)), patience]);
      clearTimeout(timer);
    });
  }

  /** Resolves when everything pushed so far is delivered or lost. */
  async drained(): Promise<void> {
    await this.#turn;
    await Promise.all(this.#onTheirWay);
  }
}
