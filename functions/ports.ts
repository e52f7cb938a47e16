import type { JournalEntry } from '../contracts/journal/journal-entry.ts';
import type { DimensionValues, METRICS, MetricName } from '../contracts/metric-names.ts';
import type { LiveSecrets } from '../contracts/signature-secret.ts';
import type { FunctionSettings } from '../contracts/settings.ts';

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

/** One more of something: a metric's name, just the dimensions that it has, and just the values that they may have. */
export type Count = { readonly [Name in MetricName]: CountOf<Name> }[MetricName];

interface CountOf<Name extends MetricName> {
  readonly name: Name;
  readonly dimensions: DimensionsOf<(typeof METRICS)[Name][number]>;
}

/** `{}` would take any object. */
type DimensionsOf<Dimension extends string> = [Dimension] extends [never]
  ? Readonly<Record<string, never>>
  : { readonly [D in Dimension]: D extends keyof DimensionValues ? DimensionValues[D] : string };

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
  /** When this environment began to start, ms since 1970; undefined where it was made ahead of any request. */
  readonly environmentStartMs: number | undefined;
}

/** What a handler is given that is told what happens in calls. */
export interface JournalingPorts extends Ports {
  readonly journal: { readonly own: JournalBucket; readonly other: JournalBucket };
}

/** The ports, or why there are none. */
export type Runtime<P extends Ports = Ports> =
  | { readonly configured: true; readonly ports: P }
  | { readonly configured: false; readonly problem: string; readonly log: Log };
