import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from '../faults/fault.ts';
import { withFaults } from '../faults/with-faults.ts';
import type { HistoryRecord, WorldNote, Write } from '../history.ts';
import type { Platform } from '../platform/platform.ts';
import type { Phase, Scenario } from '../scenarios/scenario.ts';
import { placeCalls } from './place-calls.ts';
import type { PlannedCall } from './schedule.ts';
import type { Setup } from './setup.ts';
import { warmScenario } from './warm-environments.ts';

/** Callers who have not met their bot by then never will; their history says so. */
const UNTIL_ALL_TALK_MS = 10_000;
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
  const platform = setup.createPlatform((record) => {
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
        const placed = { target, platform, listeners, concurrency: scenario.concurrency, options };
        if (phase.midCall) await breakInMidCall(placed, calls, phase.midCall);
        else await placeCalls(platform, calls, scenario.concurrency, options);
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
  readonly platform: Platform;
  readonly listeners: Set<Write>;
  readonly concurrency: number;
  readonly options: { readonly signal: AbortSignal; readonly onCallEnded: () => void };
}

/** As many calls as there are at once: when every caller talks to a bot, it breaks; when all have hung up, it is mended. */
async function breakInMidCall(
  { target, platform, listeners, concurrency, options }: Placed,
  calls: readonly PlannedCall[],
  faults: readonly Fault[],
): Promise<void> {
  for (let from = 0; from < calls.length && !options.signal.aborted; from += concurrency) {
    const together = calls.slice(from, from + concurrency);
    const allTalk = whenAllTalk(together, listeners);
    const broken = Promise.withResolvers<undefined>();
    const over = new AbortController();
    const placed = placeCalls(platform, together, together.length, {
      ...options,
      staysUntil: broken.promise,
    });
    try {
      const patience = sleep(UNTIL_ALL_TALK_MS, undefined, { signal: over.signal, ref: false });
      await Promise.race([allTalk, placed, patience.catch(() => undefined)]);
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

/** Resolves when each of these calls has heard a bot, and what was reported of its beginning has arrived. */
function whenAllTalk(calls: readonly PlannedCall[], listeners: Set<Write>): Promise<void> {
  const waiting = new Set(calls.map(({ call }) => call));
  return new Promise((resolve) => {
    let quiet: NodeJS.Timeout | undefined;
    const underWay = new Set<string>();
    const listener = (record: HistoryRecord): void => {
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
}

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
