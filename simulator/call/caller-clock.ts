import type { Clock } from '../../contracts/clock.ts';
import type { CallPlan } from '../simulator.ts';

/** A caller hangs up after this long without a bot or a person, unless their plan says otherwise. */
export const CALLER_TIMEOUT_MS = 120_000;

type Stay = Pick<CallPlan, 'talksForMs' | 'waitsForMs' | 'staysUntil'>;

/** When the caller hangs up: after talking long enough, or after waiting too long. */
export class CallerClock {
  #isCounting: boolean;
  #stopTimer: () => void = () => undefined;
  #since: number;
  #companions = 0;
  readonly #remainingMs: { talk: number; wait: number };
  readonly #clock: Clock;
  readonly #hangUp: (why: string) => void;
  #stopped = false;

  /** `staysUntil`: talking before it resolves does not count. */
  constructor(
    { talksForMs, waitsForMs = CALLER_TIMEOUT_MS, staysUntil }: Stay,
    clock: Clock,
    hangUp: (why: string) => void,
  ) {
    this.#clock = clock;
    this.#since = clock.monotonicMs();
    this.#remainingMs = { talk: talksForMs, wait: waitsForMs };
    this.#hangUp = hangUp;
    this.#isCounting = staysUntil === undefined;
    this.#arm();
    void staysUntil?.then(() => {
      this.#change(0);
      this.#isCounting = true;
      this.#arm();
    });
  }

  /** Call it when a bot, a person or an endless action joins the caller, and the function that it returns when they leave. */
  joined(): () => void {
    this.#change(1);
    let here = true;
    return () => {
      if (here) this.#change(-1);
      here = false;
    };
  }

  stop(): void {
    this.#stopped = true;
    this.#stopTimer();
  }

  get #running(): 'talk' | 'wait' {
    return this.#companions > 0 ? 'talk' : 'wait';
  }

  #change(by: 1 | 0 | -1): void {
    const now = this.#clock.monotonicMs();
    const running = this.#running;
    if (running === 'wait' || this.#isCounting) this.#remainingMs[running] -= now - this.#since;
    this.#since = now;
    this.#companions += by;
    this.#arm();
  }

  #arm(): void {
    this.#stopTimer();
    // A bot may leave after the call has ended: no timer must outlive it.
    if (this.#stopped) return;
    const running = this.#running;
    if (running === 'talk' && !this.#isCounting) return;
    const why = running === 'talk' ? 'said goodbye' : 'gave up waiting';
    this.#stopTimer = this.#clock.after(this.#remainingMs[running], () => this.#hangUp(why));
  }
}
