import { nearMissMs } from '../../infra/function-settings.ts';
import { TIMEOUTS } from '../../contracts/settings/timeouts.ts';
import type { Timeouts } from '../../contracts/settings/timeouts.ts';

/** A journal that has not answered for this long is not waited for alone (edge/journal-event.ts). */
const JOURNAL_OTHER_AFTER_MS = 100;

/** What a caller may wait for, and when an answer is a near miss. */
const WAITS: readonly ((timeouts: Timeouts) => number)[] = [
  ({ answer }) => 2 * answer.connectMs,
  ({ answer }) => 2 * answer.socketMs,
  ({ answer }) => answer.integrationMs,
  ({ answer }) => answer.handlerMs,
  ({ event }) => 2 * event.socketMs,
  ({ fallback }) => fallback.handlerMs,
  ({ event, fallback }) => 2 * event.connectMs + 2 * fallback.connectMs,
  ({ answer, fallback }) => 2 * answer.connectMs + fallback.distributionConnectMs,
  ({ answer, fallback }) => 2 * answer.socketMs + fallback.distributionReadMs,
  ({ answer }) => nearMissMs(answer),
  ({ event }) => nearMissMs(event),
  ({ websocketDisconnected }) => nearMissMs(websocketDisconnected),
  ({ fallback }) => nearMissMs(fallback),
];

/** `shipped / tight` of each, as pages write it. */
export const WAIT_PAIRS: readonly string[] = WAITS.map(
  (wait) => `${wait(TIMEOUTS.shipped)} / ${wait(TIMEOUTS.tight)}`,
);

/** Those that are the same with both presets, ms. */
export const WAITS_IN_BOTH: readonly number[] = [
  JOURNAL_OTHER_AFTER_MS,
  ...WAITS.filter((wait) => wait(TIMEOUTS.shipped) === wait(TIMEOUTS.tight)).map((wait) =>
    wait(TIMEOUTS.shipped),
  ),
];
