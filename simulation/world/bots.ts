import type { Clock } from '../../contracts/clock.ts';
import { type BotLine, type Opened, type Session } from '../../simulator/network.ts';
import type { Drop } from '../../simulator/bot/behavior.ts';
import type { BrokenRegion } from './broken.ts';
import { LATENCY_MS } from './wire.ts';

/** Until the bot's first words, ms. */
const SPEAKS_AFTER_MS = 20;
/** A half-open socket is noticed when the third ping is due: two have no answer then. */
const PINGS = 3;

/** A region's bot. Its audio is an interval of time, not frames. */
export class SimulatedBot {
  readonly #broken: BrokenRegion;
  readonly #clock: Clock;
  readonly #pingMs: number;
  readonly #lines = new Set<(how: Drop) => void>();

  constructor(broken: BrokenRegion, clock: Clock, pingMs: number) {
    this.#broken = broken;
    this.#clock = clock;
    this.#pingMs = pingMs;
  }

  /** Drops all its callers at once. */
  leave(how: Drop): void {
    for (const drop of [...this.#lines]) drop(how);
  }

  async open(timeoutMs: number, giveUp: Promise<void>): Promise<Opened> {
    const { kind } = this.#broken.bot;
    return new Promise((resolve) => {
      void giveUp.then(() => resolve({ kind: 'timeout' }));
      if (kind === 'never-answers') this.#clock.after(timeoutMs, () => resolve({ kind: 'timeout' }));
      else
        this.#clock.after(LATENCY_MS * 2, () =>
          resolve(
            kind === 'refuses'
              ? { kind: 'failed', detail: 'Unexpected server response: 503' }
              : { kind: 'open', line: this.#line() },
          ),
        );
    });
  }

  #line(): BotLine {
    const closed = Promise.withResolvers<number | undefined>();
    const openedAtMs = this.#clock.monotonicMs();
    let heardAtMs: number | undefined;
    let isSpeaking = false;
    const end = (): void => {
      this.#lines.delete(drop);
      closed.resolve(isSpeaking ? this.#clock.monotonicMs() : heardAtMs);
    };
    const drop = (how: Drop): void => {
      if (how !== 'half-open') return end();
      // Vonage learns of it later than the caller.
      heardAtMs = isSpeaking ? this.#clock.monotonicMs() : heardAtMs;
      isSpeaking = false;
      this.#lines.delete(drop);
      const sinceOpenMs = this.#clock.monotonicMs() - openedAtMs;
      const untilPingMs = this.#pingMs - (sinceOpenMs % this.#pingMs);
      this.#clock.after(untilPingMs + (PINGS - 1) * this.#pingMs, () => closed.resolve(heardAtMs));
    };
    return {
      talk: ({ onHeard }: Session) => {
        this.#lines.add(drop);
        const behavior = this.#broken.bot;
        if (behavior.kind !== 'mute')
          this.#clock.after(SPEAKS_AFTER_MS, () => {
            if (!this.#lines.has(drop)) return;
            isSpeaking = true;
            onHeard();
          });
        if (behavior.kind === 'drops')
          this.#clock.after(behavior.afterMs, () => {
            if (this.#lines.has(drop)) drop(behavior.how);
          });
        return closed.promise;
      },
      close: end,
      cut: end,
    };
  }
}
