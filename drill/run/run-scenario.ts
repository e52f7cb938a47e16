import { setTimeout as sleep } from 'node:timers/promises';
import { ofType } from '../checkers/call-records.ts';
import type { HistoryRecord, WorldNote } from '../history.ts';
import type { ScenarioResult } from '../report/result.ts';
import type { Given, Healthy, Scenario } from '../scenarios/scenario.ts';
import { countEvents } from './count-events.ts';
import { type Stall, watchEventLoop } from './event-loop-stalls.ts';
import { expectedOf } from './expected-of.ts';
import { lostRecords, watchJournals } from './journal-records.ts';
import { runPhases } from './run-phases.ts';
import { planCalls } from './schedule.ts';
import type { Setup } from './setup.ts';
import { socketTimeoutsMs } from './socket-timeouts.ts';
import { largest, median } from './statistics.ts';
import { rounded } from './rounded.ts';
import { summarize } from './summarize.ts';

/** What the world's processes noted last, and what functions wrote last, is on its way for so long. */
const LAST_NEWS_MS = 20;

export interface ScenarioRun {
  readonly result: ScenarioResult;
  readonly history: readonly HistoryRecord[];
}

export interface ScenarioOptions {
  readonly calls: number;
  readonly healthy: Healthy;
  readonly signal: AbortSignal;
  readonly onCallEnded: (ended: number, of: number) => void;
}

/** Breaks what the scenario breaks, places its calls, mends it, and says what the callers lived through. */
export async function runScenario(
  setup: Setup,
  scenario: Scenario,
  options: ScenarioOptions,
): Promise<ScenarioRun> {
  const { world } = setup;
  const planned = planCalls(scenario.name, {
    calls: options.calls,
    phases: scenario.phases.length,
    concurrency: scenario.concurrency,
    seed: setup.seed,
    to: world.callerNumber,
  });
  const startedMs = performance.now();
  const history: HistoryRecord[] = [];
  const notes: WorldNote[] = [];
  const onNote = (note: WorldNote) => void notes.push(note);
  const stalls: Stall[] = [];
  const coldStartsMs = () =>
    scenario.coldStartsOf
      ? world.coldStartsMs(scenario.coldStartsOf.role, scenario.coldStartsOf.route)
      : Promise.resolve([]);
  const coldBefore = (await coldStartsMs()).length;
  const journaledSince = await watchJournals(world);
  // What was lost before is nobody's here.
  setup.takeLostKeys();
  const stops = [
    world.onNote(onNote),
    world.onStall(({ atMs, behindMs }) => stalls.push({ fromMs: atMs - behindMs, toMs: atMs })),
    watchEventLoop((stall) => stalls.push(stall)),
  ];
  try {
    const { signal, onCallEnded } = options;
    await runPhases(setup, scenario, planned, {
      signal,
      onCallEnded,
      onNote,
      write: (record) => history.push(record),
    });
    await sleep(LAST_NEWS_MS);
  } finally {
    for (const stop of stops) stop();
  }
  history.push(...(await journaledSince(history)), ...lostRecords(setup.takeLostKeys(), history));
  const coldMs = (await coldStartsMs()).slice(coldBefore);
  const given: Given = {
    timeouts: setup.timeouts,
    ...options.healthy,
    coldStartMs: largest(coldMs),
    socketTimeoutMs: largest(socketTimeoutsMs(ofType(history, 'ncco'))),
    halfOpenMs: setup.halfOpenMs,
  };
  const expected = expectedOf(setup, scenario, planned, given);
  const result: ScenarioResult = {
    name: scenario.name,
    ...summarize(history, expected, { stalls, notes }),
    events: countEvents(history, expected),
    breaks: scenario.breaks,
    promise: scenario.promise,
    concurrency: scenario.concurrency,
    tookMs: Math.round(performance.now() - startedMs),
    ...rounded(options.healthy),
    ...(scenario.coldStartsOf && {
      coldStartMs: { p50: Math.round(median(coldMs)), max: Math.round(largest(coldMs)) },
    }),
  };
  return { result, history };
}
