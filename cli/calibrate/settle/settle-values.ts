import { PROFILES } from '../../../simulator/profiles.ts';
import type { RetryCause } from '../../../simulator/profile.ts';
import type { Observations } from '../run-calls.ts';
import type { Outcome } from './outcomes.ts';
import { unknown } from './settled.ts';
import type { Settled } from './settled.ts';
import * as values from './values.ts';

/** What each value of a profile was found to be. */
export interface SettledValues {
  readonly attempts: Settled<number>;
  readonly retryPauseMs: Settled<number>;
  readonly keepsConnections: Settled<boolean>;
  readonly socketTimeoutCovers: Settled<'whole-response' | 'inactivity'>;
  readonly retriedErrors: Readonly<Record<RetryCause, Settled<boolean>>>;
  /** By status, those that some reading retries. */
  readonly retriedStatuses: Readonly<Record<string, Settled<boolean>>>;
  readonly eventQueueTimeoutMs: Settled<number>;
  readonly defaultTimeouts: Settled<never>;
  readonly websocketPingMs: Settled<never>;
  readonly countsWebsocketLegs: Settled<boolean>;
}

/** Statuses that some reading of Vonage's pages retries. */
export const RETRIED_STATUSES: readonly number[] = [
  ...new Set(PROFILES.flatMap(({ retriedStatuses }) => retriedStatuses)),
];

/** Pure. */
export function settleValues(seen: Observations, outcomes: readonly Outcome[]): SettledValues {
  const { isDirect } = seen;
  const attempts = values.attempts(outcomes);
  const retryPauseMs = values.retryPauseMs(outcomes);
  const known = { attempts, retryPauseMs };
  return {
    ...known,
    keepsConnections: values.keepsConnections(seen),
    socketTimeoutCovers: values.socketTimeoutCovers(outcomes, isDirect),
    retriedErrors: {
      'connection-refused': values.retriedRefused(seen, known),
      'connect-timeout': values.retriedBlackHole(seen, known),
      'socket-timeout': values.retriedHang(outcomes),
      'connection-reset': values.retriedConnection(outcomes, 'resets', 'The connection was reset', isDirect),
      'connection-closed': values.retriedConnection(
        outcomes,
        'closes',
        'The connection was closed before an answer',
        isDirect,
      ),
    },
    retriedStatuses: Object.fromEntries(
      RETRIED_STATUSES.map((status) => [
        String(status),
        values.retried(outcomes, `status-${String(status)}`, `The answer was ${String(status)}`),
      ]),
    ),
    eventQueueTimeoutMs: values.eventQueueTimeoutMs(seen),
    defaultTimeouts: unknown(
      'not tried: the Applications API writes defaults of its own into an application that sets none, and waiting for the longest ones would cost calls of half a minute',
    ),
    websocketPingMs: unknown('not tried: it needs a WebSocket endpoint'),
    countsWebsocketLegs: unknown('not tried: it needs a WebSocket endpoint'),
  };
}
