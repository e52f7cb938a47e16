import { type Clock, systemClock } from '../../contracts/clock.ts';

/** What one invocation has lost to the machine, and what a fault has kept it from. Read while it runs, or afterwards. */
export class InvocationMeter {
  readonly #clock: Clock;
  readonly #startedMs: number;
  /** It had to start an environment of its own. */
  isCold = false;
  /** A fault kept a ready environment from it for so long, ms. */
  heldMs = 0;
  /** It was throttled, and would not have been had other invocations not waited for a core. */
  isThrottledByWaits = false;
  /** Its request has been answered without it, or its client has left. */
  isAnswered = false;
  #queuedMs = 0;
  #queuedAtMs: number | undefined;
  #baseMs = 0;
  #readMs: () => number = () => 0;

  constructor(clock: Clock = systemClock) {
    this.#clock = clock;
    this.#startedMs = clock.monotonicMs();
  }

  /** Time since its request came, ms. */
  get ageMs(): number {
    return this.#clock.monotonicMs() - this.#startedMs;
  }

  /** An environment is to be started for it, and waits for its turn. */
  queue(): void {
    this.isCold = true;
    this.#queuedAtMs = this.#clock.monotonicMs();
  }

  /** @param waitedMs how long its environment has waited for a core since its process started, ms */
  attach(waitedMs: () => number): void {
    const isCold = this.#queuedAtMs !== undefined;
    this.#queuedMs = this.#inQueueMs;
    this.#queuedAtMs = undefined;
    this.#readMs = waitedMs;
    // The process of a cold environment was started for this invocation: all that it waited counts.
    this.#baseMs = isCold ? 0 : waitedMs();
  }

  /** Another environment is free sooner than the one that it waits for. */
  move(waitedMs: () => number): void {
    this.#queuedMs = this.waitedMs;
    this.#queuedAtMs = undefined;
    this.#readMs = waitedMs;
    this.#baseMs = waitedMs();
  }

  /** The environment was ready in time: what it waited until now delayed nothing. */
  held(ms: number): void {
    this.heldMs = ms;
    this.isCold = false;
    this.#queuedMs = 0;
    this.#baseMs = this.#readMs();
  }

  /** Time in which the environment waited for a core, or for its turn to be started, ms. */
  get waitedMs(): number {
    return this.#queuedMs + this.#inQueueMs + Math.max(0, this.#readMs() - this.#baseMs);
  }

  get #inQueueMs(): number {
    return this.#queuedAtMs === undefined ? 0 : this.#clock.monotonicMs() - this.#queuedAtMs;
  }
}

/** What became of one request to a function, to judge how long it took. Times are `performance.now()`. */
export interface Served {
  /** The client's end of the connection, `address:port`. */
  readonly client: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly waitedMs: number;
  readonly heldMs: number;
  readonly isCold: boolean;
  readonly isThrottledByWaits: boolean;
}
