import { createRandom } from '../../contracts/random.ts';
import type { Script } from './script.ts';

export interface PlannedCall {
  readonly call: string;
  readonly phase: number;
  readonly from: string;
  readonly to: string;
  readonly talksForMs: number;
  /** Keys that the caller presses when a bot or an input action listens. */
  readonly digits: string;
  /** What the caller does at the questions of a menu; only in the scenarios of one. */
  readonly script?: Script;
  /** Delay before dialling, so that calls do not run in lockstep. */
  readonly staggerMs: number;
}

/** Ofcom reserves these numbers for fiction, so they have no subscriber. */
const DRAMA_PREFIX = '447700900';
/** Callers at the same moment dial within this time multiplied by how many they are. */
const STAGGER_MS = 15;
/** The same for callers in a menu, whose answers come as close together and are events too. */
const STAGGER_IN_A_MENU_MS = 30;
/** More callers dial more slowly, because each one's first requests are still being answered. */
const AT_THAT_PACE = 20;

/** Plans the calls from seed and scenario alone. Every phase gets at least one call; the first phases get the remainder. */
export function planCalls(
  scenario: string,
  {
    calls,
    phases,
    concurrency,
    seed,
    to,
    scripts = [],
  }: {
    readonly calls: number;
    readonly phases: number;
    readonly concurrency: number;
    readonly seed: number;
    /** The numbers that are dialled, in turn. */
    readonly to: readonly string[];
    /** Callers follow them in turn. */
    readonly scripts?: readonly Script[];
  },
): readonly PlannedCall[] {
  const random = createRandom(seed, `schedule of ${scenario}`);
  const count = Math.max(calls, phases);
  const eachMs = scripts.length > 0 ? STAGGER_IN_A_MENU_MS : STAGGER_MS;
  return Array.from({ length: count }, (_, index) => {
    const script = scripts[index % scripts.length];
    return {
      call: `${scenario}-${String(index + 1).padStart(String(count).length, '0')}`,
      phase: Math.floor((index * phases) / count),
      from: DRAMA_PREFIX + String(Math.floor(random.next() * 999) + 1).padStart(3, '0'),
      to: to[index % to.length] ?? '',
      talksForMs: 20 + Math.floor(random.next() * 40),
      digits: random.pick(['', '1', '42#', '*0']),
      staggerMs: Math.floor(random.next() * concurrency * eachMs * Math.max(1, concurrency / AT_THAT_PACE)),
      ...(script && { script }),
    };
  });
}
