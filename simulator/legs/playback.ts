/** Messages that Vonage buffers, about a minute of audio (tutorial "play audio into a websocket"). */
const CAPACITY = 3072;

type Queued = { readonly kind: 'frame' } | { readonly kind: 'notify'; readonly payload: unknown };

/** Audio that the application has sent and the caller has not heard yet. */
export class Playback {
  readonly #reply: (message: object) => void;
  #queue: Queued[] = [];

  constructor(reply: (message: object) => void) {
    this.#reply = reply;
  }

  frame(): void {
    if (this.#queue.length < CAPACITY) this.#queue.push({ kind: 'frame' });
  }

  /** A text message: `{"action":"clear"}` or `{"action":"notify","payload":…}`; anything else is ignored. */
  text(text: string): void {
    let message: unknown;
    try {
      message = JSON.parse(text);
    } catch {
      return;
    }
    if (typeof message !== 'object' || message === null || !('action' in message)) return;
    if (message.action === 'clear') {
      this.#queue = [];
      this.#reply({ event: 'websocket:cleared' });
    } else if (message.action === 'notify') {
      this.#queue.push({ kind: 'notify', payload: 'payload' in message ? message.payload : undefined });
      this.#notify();
    }
  }

  /** 20 ms have passed: one frame was played. */
  tick(): void {
    if (this.#queue[0]?.kind === 'frame') this.#queue.shift();
    this.#notify();
  }

  #notify(): void {
    for (let head = this.#queue[0]; head?.kind === 'notify'; head = this.#queue[0]) {
      this.#queue.shift();
      this.#reply({ event: 'websocket:notify', payload: head.payload });
    }
  }
}
