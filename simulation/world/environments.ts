import type { Clock } from '../../contracts/clock.ts';
import type {
  Environment,
  EnvironmentOrder,
  Environments,
  Invocation,
} from '../../emulator/lambda/environment.ts';

/** A handler as Lambda calls it. */
export type Handler = (event: never, context: never) => Promise<unknown>;

/** Loads a bundle. @param startedAtMs when its environment began to start, ms since 1970 */
type HandlerOf = (order: EnvironmentOrder, startedAtMs: number) => Handler;

export interface EnvironmentTimes {
  /** Until a new environment has loaded its bundle, ms. */
  readonly coldStartMs: () => number;
  /** What a warm handler takes by itself, ms. */
  readonly handlerMs: () => number;
}

/** Environments that run handlers in this process, under a virtual clock. */
export const simulatedEnvironments = (
  clock: Clock,
  times: EnvironmentTimes,
  handlerOf: HandlerOf,
  onStarted: (environment: SimulatedEnvironment) => void = () => undefined,
): Environments => ({
  start: (order) => {
    const started = new SimulatedEnvironment(clock, times, order, handlerOf);
    onStarted(started);
    return started;
  },
  inTurn: (task) => task(),
  moreInTurn: (task) => task(),
});

export class SimulatedEnvironment implements Environment {
  readonly ready: Promise<undefined>;
  readonly ended: Promise<void>;
  readonly #clock: Clock;
  readonly #times: EnvironmentTimes;
  readonly #timeoutMs: number;
  #handler: Handler | undefined;
  #isAlive = true;
  #isFrozen = false;
  #isHanging = false;
  #isReleased = false;
  #invocations = 0;
  #end: () => void = () => undefined;
  #onEnd: (detail: string) => void = () => undefined;

  constructor(clock: Clock, times: EnvironmentTimes, order: EnvironmentOrder, handlerOf: HandlerOf) {
    const startedAtMs = clock.nowMs();
    this.#clock = clock;
    this.#times = times;
    this.#timeoutMs = order.model.timeoutMs;
    this.ended = new Promise((resolve) => (this.#end = resolve));
    this.ready = new Promise((resolve) => {
      clock.after(times.coldStartMs(), () => {
        this.#handler = handlerOf(order, startedAtMs);
        resolve(undefined);
      });
    });
  }

  get isAlive(): boolean {
    return this.#isAlive;
  }

  get isIdle(): boolean {
    return this.#isFrozen && this.#isAlive;
  }

  /** What it has loaded, where it could serve. */
  get handler(): Handler | undefined {
    return this.#isAlive && !this.#isHanging ? this.#handler : undefined;
  }

  waitedMs(): number {
    return 0;
  }

  invoke(event: unknown, onStarted: () => void): Promise<Invocation> {
    const handler = this.#handler;
    if (!this.#isAlive || handler === undefined)
      return Promise.resolve({ kind: 'crashed', detail: 'it had ended while it was frozen' });
    return new Promise((resolve) => {
      const stopTimer = this.#clock.after(this.#timeoutMs, () => {
        this.kill();
        done({ kind: 'timed-out', detail: `Task timed out after ${this.#timeoutMs / 1000} seconds` });
      });
      const done = (invocation: Invocation): void => {
        stopTimer();
        this.#onEnd = () => undefined;
        resolve(invocation);
      };
      this.#onEnd = (detail) => done({ kind: 'crashed', detail, released: this.#isReleased });
      this.#isFrozen = false;
      this.#invocations += 1;
      const awsRequestId = `request-${this.#invocations}`;
      onStarted();
      if (!this.#isAlive) return;
      this.#clock.after(this.#times.handlerMs(), () => {
        if (!this.#isAlive || this.#isHanging) return;
        // Without getRemainingTimeInMillis, for which the middleware would start a timer of the machine.
        handler(event as never, { awsRequestId } as never).then(
          (value) => {
            if (!this.#isHanging) done({ kind: 'returned', value });
          },
          (error: unknown) => {
            if (!this.#isHanging) done({ kind: 'threw', detail: String(error) });
          },
        );
      });
    });
  }

  hang(): void {
    this.#isHanging = true;
  }

  release(): void {
    this.#isReleased = true;
    this.kill();
  }

  crash(): void {
    this.kill();
  }

  freeze(): void {
    this.#isFrozen = true;
  }

  kill(): void {
    if (!this.#isAlive) return;
    this.#isAlive = false;
    this.#end();
    this.#onEnd('its process ended');
  }
}
