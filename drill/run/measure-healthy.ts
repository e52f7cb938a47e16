import { ofType, recordsByCall } from '../checkers/call-records.ts';
import { regionRefuses } from '../faults/region-refuses.ts';
import { withFaults } from '../faults/with-faults.ts';
import type { HistoryRecord } from '../history.ts';
import type { Healthy } from '../scenarios/scenario.ts';
import { placeCalls } from './place-calls.ts';
import { planCalls } from './schedule.ts';
import type { Setup } from './setup.ts';
import { largest } from './statistics.ts';
import { warmFunction } from './warm-environments.ts';

/**
 * The slowest of what a silence is made of, when so many callers ask at the same moment. The primary refuses
 * connections, so that the secondary's fallback, its bot's events and its bot are seen. The first round warms what it
 * goes through, the second one is measured. 0 where something does not answer.
 */
export async function measureHealthy(
  setup: Setup,
  concurrency: number,
  signal: AbortSignal,
): Promise<Healthy> {
  const { world, seed, createPlatform } = setup;
  // Where it cannot be warmed, the scenario that needs it will say so.
  for (const route of ['fallback', 'websocket-disconnected'] as const) {
    await warmFunction(world, 'secondary', route, concurrency, () => undefined);
  }
  let history: HistoryRecord[] = [];
  await withFaults(setup, [regionRefuses('primary')], async () => {
    for (const round of ['warming', 'measured']) {
      history = [];
      const platform = createPlatform((record) => history.push(record));
      const calls = planCalls(`fetch-${round}`, {
        calls: concurrency,
        phases: 1,
        concurrency,
        seed,
        to: world.callerNumber,
      });
      try {
        await placeCalls(platform, calls, concurrency, { signal, onCallEnded: () => undefined });
      } finally {
        await platform.stop();
      }
    }
  });
  return {
    fetchMs: slowestAnswerMs(history, 'fallback'),
    eventMs: slowestAnswerMs(history, 'event'),
    connectMs: slowestConnectMs(history),
  };
}

const slowestAnswerMs = (history: readonly HistoryRecord[], asked: 'fallback' | 'event'): number =>
  largest(
    ofType(history, 'outcome')
      .filter(({ kind, outcome }) => kind === asked && outcome.kind === 'response')
      .map(({ tookMs }) => tookMs),
  );

/** From the beginning of a bot's leg to the first sound of it. */
const slowestConnectMs = (history: readonly HistoryRecord[]): number =>
  largest(
    [...recordsByCall(history).values()].flatMap((records) => {
      const started = ofType(records, 'leg').find(({ state }) => state === 'started');
      const heard = ofType(records, 'heard').find(({ what }) => what === 'bot');
      return started && heard ? [heard.atMs - started.atMs] : [];
    }),
  );
