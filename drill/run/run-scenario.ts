import { setTimeout as sleep } from 'node:timers/promises';
import { ofType } from '../../contracts/call-history/records.ts';
import type { HistoryRecord, EmulatorNote } from '../../contracts/history.ts';
import type { ScenarioResult } from '../report/result.ts';
import type { Given, Healthy, Scenario } from '../scenarios/scenario.ts';
import { askedInVain } from './asked-in-vain.ts';
import { countEvents } from './count-events.ts';
import { expectedOf } from './expected-of.ts';
import { lostRecords, watchJournals } from './journal-records.ts';
import type { MenuSays } from './read-menu.ts';
import { runPhases } from './run-phases.ts';
import { planCalls } from './schedule.ts';
import type { Setup } from './setup.ts';
import { socketTimeoutsMs } from './timeouts.ts';
import { largest, median } from './statistics.ts';
import { rounded } from './measure-healthy.ts';
import { summarize } from './summarize.ts';
import { watchMachine } from './watch-machine.ts';

/** The last output of functions may take this long to arrive. */
const LAST_NEWS_MS = 20;

export interface ScenarioRun {
  readonly result: ScenarioResult;
  readonly history: readonly HistoryRecord[];
}

export interface ScenarioOptions {
  readonly calls: number;
  readonly healthy: Healthy;
  /** What a cold start may take, ms, derived from an empty function's in the same run. */
  readonly coldStartMayTakeMs: number;
  /** What the menu says, where the scenario's callers are in one. */
  readonly menu?: MenuSays | undefined;
  /** It has run before: its calls need ids of their own, because an event that has come before is not journaled again. */
  readonly isRepeated: boolean;
  readonly signal: AbortSignal;
  readonly onCallEnded: (ended: number, of: number) => void;
}

/** Applies the scenario's faults, places its calls, undoes the faults, and summarizes what the callers heard. */
export async function runScenario(
  setup: Setup,
  scenario: Scenario,
  options: ScenarioOptions,
): Promise<ScenarioRun> {
  const { emulator } = setup;
  // An application asks its callers in every scenario.
  const isAsked = scenario.menu !== undefined || setup.application !== undefined;
  const scripts = isAsked ? setup.menu.scriptsOf(scenario) : [];
  const planned = planCalls(scenario.name, {
    calls: options.calls,
    phases: scenario.phases.length,
    concurrency: scenario.concurrency,
    seed: setup.seed,
    to: scenario.numbers?.map(({ number }) => number) ?? [emulator.callerNumber],
    scripts,
  }).map((planned) => (options.isRepeated ? { ...planned, call: `${planned.call}-again` } : planned));
  const startedMs = performance.now();
  const history: HistoryRecord[] = [];
  const notes: EmulatorNote[] = [];
  const onNote = (note: EmulatorNote) => void notes.push(note);
  const coldStartsMs = () =>
    scenario.coldStartsOf
      ? emulator.coldStartsMs(scenario.coldStartsOf.role, scenario.coldStartsOf.route)
      : Promise.resolve([]);
  const coldBefore = (await coldStartsMs()).length;
  const journaledSince = await watchJournals(emulator);
  // Events lost before this scenario do not count.
  setup.takeLostKeys();
  setup.application?.takeRequests(history);
  const machine = watchMachine(emulator);
  const stopNotes = emulator.onNote(onNote);
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
    await machine.stop();
    stopNotes();
  }
  history.push(
    ...machine.waitedRecords(history),
    ...(await journaledSince(history)),
    ...lostRecords(setup.takeLostKeys(), history),
    ...(setup.application?.takeRequests(history) ?? []),
  );
  const coldMs = (await coldStartsMs()).slice(coldBefore);
  const given: Given = {
    profile: setup.profile,
    timeouts: setup.timeouts,
    ...options.healthy,
    coldStartMs: options.coldStartMayTakeMs,
    socketTimeoutMs: largest(socketTimeoutsMs(ofType(history, 'ncco'))),
    halfOpenMs: 3 * setup.profile.websocketPingMs,
  };
  const expected = expectedOf(setup, scenario, planned, given, options.menu);
  const result: ScenarioResult = {
    name: scenario.name,
    ...summarize(history, expected, { waits: machine.waits, notes }),
    events: countEvents(history, expected),
    ...askedInVain(history, planned),
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
