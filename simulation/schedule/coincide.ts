import type { Random } from '../../contracts/random.ts';
import type { Place } from './faults.ts';

interface Timed {
  readonly kind: string;
  readonly place: Place;
  readonly fromMs: number;
  readonly forMs: number;
}

/** So long before the bot is lost the other faults begin at the earliest, ms. */
const EARLIEST_MS = 3_000;
/** So long after it they are there at least, ms. */
const LASTS_MS = 10_000;

/**
 * Brings faults together in time, because by chance they seldom are: a quarter of the schedules at once, a quarter around a bot that is
 * lost in the middle of the call, when a caller needs every webhook; the others stay as they are.
 */
export function coincide<Fault extends Timed>(
  faults: readonly Fault[],
  talksForMs: number,
  random: Random,
): readonly (Fault | Timed)[] {
  switch (random.pick(['as they are', 'as they are', 'at once', 'around a lost bot'] as const)) {
    case 'as they are':
      return faults;
    case 'at once': {
      const { fromMs = 0, forMs = 0 } = faults[0] ?? {};
      return faults.map((fault) => ({ ...fault, fromMs, forMs }));
    }
    case 'around a lost bot': {
      const how = random.pick(['cleanly', 'reset', 'half-open'] as const);
      const lostMs = Math.floor(random.next() * talksForMs);
      const forMs = Math.floor(random.next() * LASTS_MS);
      const lost = { kind: `bot-drops-callers-${how}`, place: 'primary', fromMs: lostMs, forMs } as const;
      const others = faults.map((fault) => {
        const fromMs = Math.max(0, lostMs - Math.floor(random.next() * EARLIEST_MS));
        return { ...fault, fromMs, forMs: Math.max(fault.forMs, lostMs - fromMs + LASTS_MS) };
      });
      return [lost, ...others];
    }
  }
}
