import type { JournalEntry } from './journal/journal-entry.ts';
import type { LiveSecrets } from './signature-secret.ts';
import type { FunctionSettings } from './settings.ts';

/** Wall-clock time, ms since 1970. */
export interface Clock {
  nowMs(): number;
}

export interface SignatureSecrets {
  /** What is known; waits for the store only while nothing is. Rejects when the store is away and nothing is known. */
  live(): Promise<LiveSecrets>;
  /**
   * Asks the store again, for a signature that matches nothing known; at most every 10 s. Resolves to what is known
   * afterwards, and never rejects.
   */
  refreshed(): Promise<LiveSecrets>;
}

/** One more of something, for the metric of that name, once for each set of dimensions. */
export interface Count {
  readonly name: string;
  /** Few names, few values: each combination is a metric that is paid for. */
  readonly dimensions: Readonly<Record<string, string>>;
}

/** One structured log line, and what it adds to the metrics. Numbers masked, no secrets. */
export type Log = (line: Readonly<Record<string, unknown>>, counts?: readonly Count[]) => void;

/** One region's journal. */
export interface JournalBucket {
  readonly region: string;
  /**
   * Resolves once the entry is in the bucket, written now or by an equal event before; rejects when it is not known to be,
   * and when the signal aborts.
   */
  keep(entry: JournalEntry, signal: AbortSignal): Promise<'written' | 'already-there'>;
}

/** What a handler is given from outside. */
export interface Ports {
  readonly settings: FunctionSettings;
  readonly secrets: SignatureSecrets;
  readonly clock: Clock;
  readonly log: Log;
}

/** What a handler is given that is told what happens in calls. */
export interface JournalingPorts extends Ports {
  readonly journal: { readonly own: JournalBucket; readonly other: JournalBucket };
}

/** The ports, or why there are none. */
export type Runtime<P extends Ports = Ports> =
  | { readonly configured: true; readonly ports: P }
  | { readonly configured: false; readonly problem: string; readonly log: Log };
