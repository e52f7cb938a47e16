import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from '../faults/fault.ts';
import { withFaults } from '../faults/with-faults.ts';
import type { HistoryRecord, EmulatorNote, Write } from '../../contracts/history.ts';
import type { Simulator } from '../../simulator/simulator.ts';
import type { MenuPromise, Phase, Scenario } from '../scenarios/scenario.ts';
import { callWithoutGuard } from './compare-without-guard.ts';
import { placeMenuCalls } from './menu-calls.ts';
import { placeCalls } from './place-calls.ts';
import type { PlannedCall } from './schedule.ts';
import type { Setup } from './setup.ts';
import { untilOver } from './until-over.ts';
import { warmScenario } from './warm-environments.ts';

/** On a busy machine callers wait for their bot or person; the fault comes after this time at the latest. */
const UNTIL_ALL_TALK_MS = 30_000;
/** Callers whose bot should be dropped hang up after this time at the latest. */
const UNTIL_LOST_MS = 10_000;
/** Without a request for this long, the events of a call's beginning have all arrived. */
const QUIET_MS = 30;

export interface PhaseOptions {
  readonly write: Write;
  readonly onNote: (note: EmulatorNote) => void;
  readonly signal: AbortSignal;
  readonly onCallEnded: (ended: number, of: number) => void;
}

/** Applies the faults of each phase, places its calls, and undoes all faults at the end. */
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
    ...(scenario.answerFields && { answerFields: scenario.answerFields }),
    onCallEnded: () => {
      ended += 1;
      onCallEnded(ended, planned.length);
    },
  };
  const runPhase = async (index: number): Promise<void> => {
    const phase = scenario.phases[index];
    if (phase === undefined || signal.aborted) return;
    const next = scenario.phases[index + 1];
    const isUndoneNext = next === undefined || next.replaces === true;
    const calls = callsOf(phase, index, planned);
    let delivered: Promise<void> | undefined;
    const [recycling, others] = partition(phase.faults);
    await withFaults(target, recycling, async () => {
      await warmScenario(setup.emulator, scenario, planned.length, onNote);
      // As earlier calls would have left them: an answer request and status events of each caller.
      if (scenario.phases.slice(0, index).every(({ faults }) => faults.length === 0))
        await platform.openConnections(2 * scenario.concurrency);
      await withFaults(target, others, async () => {
        const placed: Placed = {
          target,
          platform,
          listeners,
          concurrency: scenario.concurrency,
          options,
          untilLost: untilLost(listeners, phase.recovery ? (phase.recovery.rungs?.length ?? 1) : 0),
        };
        if (phase.menu) await placeInMenu(placed, calls, phase.menu, phase.comparesWithoutGuard);
        else if (phase.midCall) await breakInMidCall(placed, calls, phase.midCall);
        else {
          const isOver = untilOver(isUndoneNext ? phase.faults : [], calls, listeners);
          delivered = placeCalls(platform, calls, scenario.concurrency, {
            ...options,
            staysUntil: placed.untilLost,
          });
          await isOver(delivered);
        }
        if (!next?.replaces) await runPhase(index + 1);
      });
    });
    await delivered;
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
  /** What faults are applied to, and where they write records. */
  readonly target: Setup & { readonly write: Write };
  readonly platform: Simulator;
  readonly listeners: Set<Write>;
  readonly concurrency: number;
  readonly options: { readonly signal: AbortSignal; readonly onCallEnded: () => void };
  /** Resolves when the call has lost its bot as often as it should. */
  readonly untilLost: (call: string) => Promise<void>;
}

/**
 * Places the calls in groups. The faults are applied when every caller of the group talks to a bot or a person, and undone when all have
 * hung up. No caller hangs up before the faults are applied.
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
    const isOver = untilOver(faults, together, listeners);
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
      for (const { call } of together)
        target.write({ type: 'mid-call-faults-began', atMs: performance.now(), call });
      await withFaults(target, faults, async () => {
        broken.resolve(undefined);
        await isOver(placed);
      });
      await placed;
    } finally {
      over.abort();
      broken.resolve(undefined);
    }
  }
}

/** Places the calls in groups: a fault between two steps waits for all of a group. */
async function placeInMenu(
  { target, platform, listeners, concurrency, options }: Placed,
  calls: readonly PlannedCall[],
  menu: MenuPromise,
  comparesWithoutGuard = false,
): Promise<void> {
  for (let from = 0; from < calls.length && !options.signal.aborted; from += concurrency) {
    const together = calls.slice(from, from + concurrency);
    await placeMenuCalls(target, listeners, together, menu, (more) =>
      placeCalls(platform, together, together.length, { ...options, more }),
    );
    if (comparesWithoutGuard) for (const each of together) await callWithoutGuard(target, each, menu);
  }
}
const TALKS_TO: readonly string[] = ['bot', 'person'];

interface Talking {
  /** Resolves when every call has heard a bot or a person, and the events of its beginning have been answered. */
  readonly allTalk: Promise<void>;
  /** Running calls that have heard neither yet, and when each began. */
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
      if (record.type === 'heard' && TALKS_TO.includes(record.what)) waiting.delete(record.call);
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
 * Keeps a caller in the call until it has lost its bot this many times, since the bot may be late on a busy machine.
 * @returns a function that resolves then for one call, or when the call ends, or after 10 s
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
