import type { Clock } from '../contracts/clock.ts';
import type { CanarySwitch } from '../contracts/canary-switch.ts';
import type { JournalEntry } from '../contracts/journal/journal-entry.ts';
import type { DimensionValues, METRICS, MetricName } from '../contracts/metric-names.ts';
import type { LiveSecrets } from '../contracts/signature-secret.ts';
import type { FunctionSettings } from '../contracts/function-settings.ts';

/** What a secret holds, kept in memory. */
export interface CachedSecret<Value> {
  /** The known value; waits for the store only while none is known. Rejects when it is then unreachable. */
  live(): Promise<Value>;
  /** Asks the store again, at most every 10 s. Resolves to the value known afterwards, if any, and never rejects. */
  refreshed(): Promise<Value | undefined>;
}

export interface SignatureSecrets extends CachedSecret<LiveSecrets> {
  /** After a signature has matched no known secret. Empty where none is known. */
  refreshed(): Promise<LiveSecrets>;
}

/** A secret of the call flow's own, by its name in the store. The first time it is asked for, it is read. */
export type OwnSecrets = (secretId: string) => CachedSecret<string>;

/** One metric increment: the metric's name with exactly its dimensions, each with an allowed value. */
export type Count = { readonly [Name in MetricName]: CountOf<Name> }[MetricName];

interface CountOf<Name extends MetricName> {
  readonly name: Name;
  readonly dimensions: DimensionsOf<(typeof METRICS)[Name][number]>;
}

/** Not `{}`, which would accept any object. */
type DimensionsOf<Dimension extends string> = [Dimension] extends [never]
  ? Readonly<Record<string, never>>
  : { readonly [D in Dimension]: D extends keyof DimensionValues ? DimensionValues[D] : string };

/** The switch of `npm run canary`. */
export interface CanaryPort {
  /** At most 40 s old; off where it cannot be read. Takes at most 150 ms, and never rejects. */
  current(): Promise<CanarySwitch>;
}

/** Writes one structured log line and increments metrics. Phone numbers must be masked, secrets left out. */
export type Log = (line: Readonly<Record<string, unknown>>, counts?: readonly Count[]) => void;

/** One region's journal. */
export interface JournalBucket {
  readonly region: string;
  /**
   * Resolves once the entry is in the bucket, written now or by an equal event before. Rejects when that is not certain, or
   * when the signal aborts.
   */
  keep(entry: JournalEntry, signal: AbortSignal): Promise<'written' | 'already-there'>;
}

/** A handler's dependencies. */
export interface Ports {
  readonly settings: FunctionSettings;
  readonly secrets: SignatureSecrets;
  /** Null in `/health`, which asks no other service. */
  readonly ownSecrets: OwnSecrets | null;
  readonly clock: Clock;
  readonly log: Log;
  /** When this environment began to start, ms since 1970; undefined with provisioned concurrency. */
  readonly environmentStartMs: number | undefined;
}

/** The dependencies of a handler that receives events of calls. */
export interface JournalingPorts extends Ports {
  readonly journal: { readonly own: JournalBucket; readonly other: JournalBucket };
}

/** The ports, or why they could not be created. */
export type Runtime<P extends Ports = Ports> =
  | { readonly configured: true; readonly ports: P }
  | { readonly configured: false; readonly problem: string; readonly log: Log };
