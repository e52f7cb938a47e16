import type { RuleName } from './rules/rule-names.ts';

/** One behaviour of Vonage, its source, and its certainty. */
export interface Rule {
  readonly name: RuleName;
  /** The behaviour, in a sentence. */
  readonly says: string;
  /** Abbreviated as rules/support-2024.ts and profiles.ts list. */
  readonly source: string;
  /** `assumption`: Vonage's pages do not say, or disagree. `measured`: `npm run calibrate` has seen it. */
  readonly certainty: 'certain' | 'assumption' | 'measured';
}

export interface Timeouts {
  readonly connectMs: number;
  readonly socketMs: number;
}

export type RetryCause =
  'connection-refused' | 'connect-timeout' | 'socket-timeout' | 'connection-reset' | 'connection-closed';

/** Vonage's own pages disagree about the numbers; a profile is one consistent reading of them. */
export interface Profile {
  readonly name: string;
  /** Attempts at each URL, the first one included. */
  readonly attempts: number;
  readonly retryPauseMs: number;
  /** A connection is used again by later requests to the same host; the socket timeout then covers what a connect timeout covered. */
  readonly keepsConnections: boolean;
  /** `inactivity`: it begins anew with each packet that arrives, so a response that drips is not cut. */
  readonly socketTimeoutCovers: 'whole-response' | 'inactivity';
  readonly retriedErrors: readonly RetryCause[];
  readonly retriedStatuses: readonly number[];
  /** For an application that sets none. */
  readonly defaultTimeouts: {
    readonly answer: Timeouts;
    readonly event: Timeouts;
    readonly fallback: Timeouts;
  };
  /** The next event of a call waits at most this long for the outcome of the one before. */
  readonly eventQueueTimeoutMs: number;
  readonly websocketPingMs: number;
  /** Whether a connect to a WebSocket counts as a new outbound leg (rule `outbound-legs-are-limited`). */
  readonly countsWebsocketLegs: boolean;
  readonly rules: Readonly<Record<RuleName, Rule>>;
}
