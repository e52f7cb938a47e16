import type { Fields } from '../call.ts';
import { MOST_NESTING, nestingOf } from '../json-nesting.ts';
import { journalKey, readInstant } from './journal-key.ts';

/** The text and key of an object to write. */
export interface JournalEntry {
  readonly key: string;
  /** JSON of a {@link JournalRecord}. */
  readonly body: string;
}

/** One event as stored. Of duplicates, the first to arrive is stored. */
export interface JournalRecord {
  /** When this copy arrived, ISO 8601 in UTC, by the region's clock. */
  readonly receivedAt: string;
  /** AWS region that received it. */
  readonly region: string;
  /** Every field as received. */
  readonly event: Fields;
}

export const journalEntry = (
  event: Fields,
  { receivedAtMs, region }: { readonly receivedAtMs: number; readonly region: string },
): JournalEntry => {
  const record: JournalRecord = { receivedAt: new Date(receivedAtMs).toISOString(), region, event };
  return { key: journalKey(event), body: JSON.stringify(record) };
};

/** Reads an object of the journal; undefined when it is no record. */
export function readRecord(text: string): JournalRecord | undefined {
  if (nestingOf(text) > MOST_NESTING) return undefined;
  try {
    const { receivedAt, region, event } = JSON.parse(text) as Partial<Record<keyof JournalRecord, unknown>>;
    if (typeof receivedAt !== 'string' || readInstant(receivedAt) === undefined) return undefined;
    if (typeof region !== 'string') return undefined;
    if (typeof event !== 'object' || event === null || Array.isArray(event)) return undefined;
    return { receivedAt, region, event: event as JournalRecord['event'] };
  } catch {
    return undefined;
  }
}
