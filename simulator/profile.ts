import type { RuleName } from './rules/rule-names.ts';

/** One thing the platform does, who says so, and how sure that is. */
export interface Rule {
  readonly name: RuleName;
  /** What the platform does, in a sentence. */
  readonly says: string;
  /** `SUP <n>`: Vonage support article; `DOC24`: developer docs; others spelled out. */
  readonly source: string;
  /** An assumption stands where the vendor's pages are silent or disagree. */
  readonly certainty: 'certain' | 'assumption';
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
  readonly retriedErrors: readonly RetryCause[];
  readonly retriedStatuses: readonly number[];
  /** Where the application names none. */
  readonly defaultTimeouts: {
    readonly answer: Timeouts;
    readonly event: Timeouts;
    readonly fallback: Timeouts;
  };
  /** The next event of a call waits this long, at most, for the former one's outcome. */
  readonly eventQueuePatienceMs: number;
  readonly websocketPingMs: number;
  readonly rules: Readonly<Record<RuleName, Rule>>;
}
