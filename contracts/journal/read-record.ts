import type { JournalRecord } from './journal-entry.ts';

/** Reads an object of the journal; undefined when it is no record. */
export function readRecord(text: string): JournalRecord | undefined {
  try {
    const { receivedAt, region, event } = JSON.parse(text) as Partial<Record<keyof JournalRecord, unknown>>;
    if (typeof receivedAt !== 'string' || typeof region !== 'string') return undefined;
    if (typeof event !== 'object' || event === null || Array.isArray(event)) return undefined;
    return { receivedAt, region, event: event as JournalRecord['event'] };
  } catch {
    return undefined;
  }
}
