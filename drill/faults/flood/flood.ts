import type { Signer } from '../../../simulator/http/sign-callback.ts';

/** A URL that forged callbacks are sent to, and how it must answer each of them. */
export interface FloodTarget {
  /** For people: `the primary’s answer`. */
  readonly name: string;
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly expects: {
    readonly status: number;
    /** The exact body; left out if the status suffices. */
    readonly body?: string;
  };
}

/** What the flood's process is asked to send. */
export interface FloodOrder {
  /** Over all targets, which take turns. */
  readonly perSecond: number;
  /** The flood ends after this many. */
  readonly requests: number;
  readonly targets: readonly FloodTarget[];
  /** Everything is genuine except the secret. */
  readonly signer: Signer;
}

/** What became of the requests to one target. */
export interface FloodTally {
  readonly target: string;
  readonly sent: number;
  readonly asExpected: number;
  /** Any other result (`status 200`, `ECONNRESET`, …) → how often. */
  readonly others: Readonly<Record<string, number>>;
}

/** What the flood's process reports at its end. */
export interface FloodReport {
  /** From the first request's sending to the last one's. */
  readonly tookMs: number;
  readonly tallies: readonly FloodTally[];
}
