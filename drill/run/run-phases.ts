import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from '../faults/fault.ts';
import { withFaults } from '../faults/with-faults.ts';
import type { HistoryRecord, WorldNote, Write } from '../../contracts/history.ts';
import type { Simulator } from '../../simulator/simulator.ts';
import type { Phase, Scenario } from '../scenarios/scenario.ts';
import { placeCalls } from './place-calls.ts';
import type { PlannedCall } from './schedule.ts';
import type { Setup } from './setup.ts';
import { warmScenario } from './warm-environments.ts';

/** A machine that is busy with something else makes callers wait for their bot; longer than this none of them waits. */
const UNTIL_ALL_TALK_MS = 30_000;
/** Bots that are to be lost are lost within this. */
const UNTIL_LOST_MS = 10_000;
/** The next event of a call follows the former one at once. */
const QUIET_MS = 30;

export interface PhaseOptions {
  readonly write: Write;
  readonly onNote: (note: WorldNote) => void;
  readonly signal: AbortSignal;
  readonly onCallEnded: (ended: number, of: number) => void;
}

/** Breaks what each phase breaks, places its calls, and mends everything at the end. */
export async function runPhases(
  setup: Setup,
  scenario: Scenario,
  planned: readonly PlannedCall[],
  { write, onNote, signal, onCallEnded }: PhaseOptions,
): Promise<void> {
  const target = { ...setup, write };
  const listeners = new Set<Write>([write]);
  const platform = setup.createSimulator((record) => {
    for (const listener of listeners) listener(record);
  }, scenario.events);
  const onAbort = () => void platform.stop();
  signal.addEventListener('abort', onAbort);
  let ended = 0;
  const options = {
    signal,
    onCallEnded: () => {
      ended += 1;
      onCallEnded(ended, planned.length);
    },
  };
  const runPhase = async (index: number): Promise<void> => {
    const phase = scenario.phases[index];
    if (phase === undefined || signal.aborted) return;
    const next = scenario.phases[index + 1];
    const calls = callsOf(phase, index, planned);
    const [recycling, others] = partition(phase.faults);
    await withFaults(target, recycling, async () => {
      await warmScenario(setup.world, scenario, planned.length, onNote);
      await withFaults(target, others, async () => {
        const placed: Placed = {
          target,
          platform,
          listeners,
          concurrency: scenario.concurrency,
          options,
          untilLost: untilLost(listeners, phase.recovery?.rungs.length ?? 0),
        };
        if (phase.midCall) await breakInMidCall(placed, calls, phase.midCall);
        else
          await placeCalls(platform, calls, scenario.concurrency, {
            ...options,
            staysUntil: placed.untilLost,
          });
        if (!next?.replaces) await runPhase(index + 1);
      });
    });
    if (next?.replaces) await runPhase(index + 1);
  };
  try {
    await runPhase(0);
  } finally {
    signal.removeEventListener('abort', onAbort);
    await platform.stop();
  }
}

interface Placed {
  /** What breaks, and whom a fault tells. */
  readonly target: Setup & { readonly write: Write };
  readonly platform: Simulator;
  readonly listeners: Set<Write>;
  readonly concurrency: number;
  readonly options: { readonly signal: AbortSignal; readonly onCallEnded: () => void };
  /** Resolves when a call has been lost as often as it should be. */
  readonly untilLost: (call: string) => Promise<void>;
}

/**
 * As many calls as there are at once: when every caller talks to a bot, it breaks; when all have hung up, it is undone. A
 * caller stays at least until the fault is there.
 */
async function breakInMidCall(
  { target, platform, listeners, concurrency, options, untilLost }: Placed,
  calls: readonly PlannedCall[],
  faults: readonly Fault[],
): Promise<void> {
  for (let from = 0; from < calls.length && !options.signal.aborted; from += concurrency) {
    const together = calls.slice(from, from + concurrency);
    const { allTalk, silent } = watchTalking(together, listeners);
    const broken = Promise.withResolvers<undefined>();
    const over = new AbortController();
    const placed = placeCalls(platform, together, together.length, {
      ...options,
      staysUntil: async (call) => {
        await broken.promise;
        await untilLost(call);
      },
    });
    try {
      const longest = sleep(UNTIL_ALL_TALK_MS, undefined, { signal: over.signal, ref: false });
      await Promise.race([allTalk, placed, longest.catch(() => undefined)]);
      for (const [call, sinceMs] of silent()) {
        target.write({ type: 'not-talking', atMs: performance.now(), call, sinceMs });
      }
      await withFaults(target, faults, async () => {
        broken.resolve(undefined);
        await placed;
      });
    } finally {
      over.abort();
      broken.resolve(undefined);
    }
  }
}

interface Talking {
  /** Resolves when each of the calls has heard a bot, and what was reported of its beginning has arrived. */
  readonly allTalk: Promise<void>;
  /** Calls that are under way and have heard no bot yet, with when each began. */
  readonly silent: () => readonly (readonly [call: string, sinceMs: number])[];
}

function watchTalking(calls: readonly PlannedCall[], listeners: Set<Write>): Talking {
  const waiting = new Set(calls.map(({ call }) => call));
  const began = new Map<string, number>();
  const underWay = new Set<string>();
  let quiet: NodeJS.Timeout | undefined;
  const allTalk = new Promise<void>((resolve) => {
    const listener = (record: HistoryRecord): void => {
      if (record.type === 'call-started') began.set(record.call, record.atMs);
      if (record.type === 'call-ended') began.delete(record.call);
      if (record.type === 'heard' && record.what === 'bot') waiting.delete(record.call);
      if (record.type === 'request') underWay.add(record.request);
      if (record.type === 'outcome') underWay.delete(record.request);
      clearTimeout(quiet);
      if (waiting.size > 0 || underWay.size > 0) return;
      quiet = setTimeout(() => {
        listeners.delete(listener);
        resolve();
      }, QUIET_MS);
    };
    listeners.add(listener);
  });
  return { allTalk, silent: () => [...began].filter(([call]) => waiting.has(call)) };
}

/**
 * A caller who is to be lost stays until that has happened so many times: the bot may be late, on a machine that is busy.
 * @returns what resolves then for one call, or when it is over, or after 10 s
 */
function untilLost(listeners: Set<Write>, times: number): (call: string) => Promise<void> {
  const asked = new Map<string, number>();
  const ended = new Set<string>();
  const over = new Map<string, () => void>();
  const isOver = (call: string) => ended.has(call) || (asked.get(call) ?? 0) >= times;
  listeners.add((record) => {
    if (record.type === 'wants-ncco' && LOST.includes(record.why)) {
      asked.set(record.call, (asked.get(record.call) ?? 0) + 1);
    }
    if (record.type === 'call-ended') ended.add(record.call);
    if (isOver(record.call)) over.get(record.call)?.();
  });
  return (call) =>
    new Promise<void>((resolve) => {
      if (isOver(call)) return resolve();
      const timer = setTimeout(resolve, UNTIL_LOST_MS);
      timer.unref();
      over.set(call, () => {
        clearTimeout(timer);
        resolve();
      });
    });
}

const LOST: readonly string[] = ['websocket-dropped', 'connect-ended'];

const callsOf = (
  { talksForMs = 0 }: Phase,
  index: number,
  planned: readonly PlannedCall[],
): readonly PlannedCall[] =>
  planned
    .filter(({ phase }) => phase === index)
    .map((call) => ({ ...call, talksForMs: call.talksForMs + talksForMs }));

function partition(
  faults: readonly Fault[],
): readonly [recycling: readonly Fault[], others: readonly Fault[]] {
  return [
    faults.filter(({ recycles }) => recycles === true),
    faults.filter(({ recycles }) => recycles !== true),
  ];
}
