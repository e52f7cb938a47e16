import type { Fields } from '../../contracts/call.ts';

/** One event of a call, once, however many copies there are. */
export interface TimelineEvent {
  readonly key: string;
  readonly kind: string;
  /** ISO 8601 in UTC; absent for kinds that have none. */
  readonly timestamp?: string;
  /** Regions whose journals hold a copy. */
  readonly regions: readonly string[];
  /** When the copy that is shown came. */
  readonly receivedAt?: string;
  /** What was sent; absent when no copy can be read. */
  readonly event?: Fields;
}

/** A string or number as text; anything else, and an empty text, as absent. */
export function textField(fields: Fields, name: string): string | undefined {
  const value = fields[name];
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}
