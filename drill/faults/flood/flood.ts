import type { Signer } from '../../../simulator/http/sign-callback.ts';

/** A URL that forged callbacks are sent to, and how it must answer each of them. */
export interface FloodTarget {
  /** For people: `the primary’s answer`. */
  readonly name: string;
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly expects: {
    readonly status: number;
    /** Word for word; left out where the status says enough. */
    readonly body?: string;
  };
}

/** What the flood's process is told. */
export interface FloodOrder {
  /** All targets together; each in turn. */
  readonly perSecond: number;
  /** It ends by itself after so many. */
  readonly requests: number;
  readonly targets: readonly FloodTarget[];
  /** All is right, but for the secret. */
  readonly signer: Signer;
}

/** What became of the requests to one target. */
export interface FloodTally {
  readonly target: string;
  readonly sent: number;
  readonly asExpected: number;
  /** What else came (`200`, `ECONNRESET`, …) → how often. */
  readonly others: Readonly<Record<string, number>>;
}

/** What the flood's process tells when it is over. */
export interface FloodReport {
  /** From the first request's sending to the last one's. */
  readonly tookMs: number;
  readonly tallies: readonly FloodTally[];
}
