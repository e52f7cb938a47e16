import { ofType, recordsByCall } from '../../contracts/call-history/records.ts';
import { regionFails } from '../faults/regions.ts';
import { withFaults } from '../faults/with-faults.ts';
import type { HistoryRecord } from '../../contracts/history.ts';
import type { Healthy } from '../scenarios/scenario.ts';
import { type LostTime, lostTime, partsOf } from './lost-time.ts';
import type { HandlerTimes, MeasuredRoute } from './measure-handlers.ts';
import { placeCalls } from './place-calls.ts';
import { planCalls } from './schedule.ts';
import type { Setup } from './setup.ts';
import { largest } from './statistics.ts';
import { warmFunction } from './warm-environments.ts';
import { watchMachine } from './watch-machine.ts';

/**
 * Measures the slowest of each part of a silence with `concurrency` callers at once. The primary refuses connections, so that
 * the secondary's fallback, its bot's events and its bot are measured. The first round warms up, the second is measured,
 * without waits for a CPU core. Each part is at most what a handler may take, so that a slow handler does not raise limits.
 * 0 if something does not answer.
 */
export async function measureHealthy(
  setup: Setup,
  concurrency: number,
  handlers: readonly HandlerTimes[],
  signal: AbortSignal,
): Promise<Healthy> {
  const { emulator, seed, createSimulator, application, menu } = setup;
  // If it cannot be warmed, the scenario that needs it reports that.
  for (const route of ['fallback', 'websocket-disconnected'] as const) {
    await warmFunction(emulator, 'secondary', route, concurrency, () => undefined);
  }
  let history: HistoryRecord[] = [];
  const machine = watchMachine(emulator);
  await withFaults(setup, [regionFails('primary', 'refuses')], async () => {
    for (const round of ['warming', 'measured']) {
      history = [];
      const platform = createSimulator((record) => history.push(record));
      application?.takeRequests([]);
      const calls = planCalls(`fetch-${round}`, {
        calls: concurrency,
        phases: 1,
        concurrency,
        seed,
        to: [emulator.callerNumber],
        scripts: application === undefined ? [] : menu.scriptsOf({}),
      });
      try {
        await placeCalls(platform, calls, concurrency, { signal, onCallEnded: () => undefined });
      } finally {
        await platform.stop();
      }
    }
  });
  await machine.stop();
  const lostMs = lostTime(
    [...history, ...machine.waitedRecords(history)],
    machine.waits,
    partsOf(emulator.description),
  );
  const applicationMs = application && slowestMs(application.takeRequests(history));
  const least = (route: MeasuredRoute): number =>
    handlers.find((each) => each.route === route)?.applicationMs ?? 0;
  // The application has a second or so for each of its steps, and may take it.
  const most = (route: MeasuredRoute): number => {
    const handler = handlers.find((each) => each.route === route);
    return handler === undefined
      ? Number.POSITIVE_INFINITY
      : handler.limitMs + Math.max(0, (applicationMs ?? 0) - (handler.applicationMs ?? 0));
  };
  return {
    fetchMs: Math.max(
      least('fallback'),
      Math.min(slowestAnswerMs(history, 'fallback', lostMs), most('fallback')),
    ),
    eventMs: Math.max(
      least('event'),
      Math.min(slowestAnswerMs(history, 'event', lostMs), most('websocket-disconnected')),
    ),
    connectMs: slowestConnectMs(history, lostMs),
    ...(applicationMs !== undefined && { applicationMs }),
  };
}

/** Of requests that the application has answered. */
const slowestMs = (history: readonly HistoryRecord[]): number =>
  largest(
    ofType(history, 'application-asked')
      .filter(({ status }) => status !== undefined)
      .map(({ tookMs }) => tookMs),
  );

const slowestAnswerMs = (
  history: readonly HistoryRecord[],
  asked: 'fallback' | 'event',
  lostMs: LostTime,
): number =>
  largest(
    ofType(history, 'outcome')
      .filter(({ kind, outcome }) => kind === asked && outcome.kind === 'response')
      .map(({ call, atMs, tookMs }) => tookMs - lostMs(call, atMs - tookMs, atMs)),
  );

/** From the start of a bot's leg to its first sound. */
const slowestConnectMs = (history: readonly HistoryRecord[], lostMs: LostTime): number =>
  largest(
    [...recordsByCall(history).values()].flatMap((records) => {
      const started = ofType(records, 'leg').find(({ state }) => state === 'started');
      const heard = ofType(records, 'heard').find(({ what }) => what === 'bot');
      if (!started || !heard) return [];
      return [heard.atMs - started.atMs - lostMs(heard.call, started.atMs, heard.atMs)];
    }),
  );

/** Whole milliseconds, for people. */
export const rounded = ({ fetchMs, eventMs, connectMs, applicationMs }: Healthy): Healthy => ({
  fetchMs: Math.round(fetchMs),
  eventMs: Math.round(eventMs),
  connectMs: Math.round(connectMs),
  ...(applicationMs !== undefined && { applicationMs: Math.round(applicationMs) }),
});
