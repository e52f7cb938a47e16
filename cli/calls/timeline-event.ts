import type { Fields } from '../../contracts/call.ts';
import { readInstant } from '../../contracts/journal/journal-key.ts';

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

/** What stands for a caller whose number is withheld: Vonage leaves `from` of the inbound leg empty. */
export const WITHHELD = 'withheld';

/** The calling end of an event's leg; undefined when it is not said. */
export const callerOf = (event: Fields): string | undefined =>
  textField(event, 'from') ??
  textField(event, 'from_user') ??
  (event['direction'] === 'inbound' ? WITHHELD : undefined);

/** Both forms are the same id: dashed, and 32 hex characters. `human` and `machine` events name it `call_uuid`. */
export const legIdOf = (event: Fields): string | undefined =>
  (textField(event, 'uuid') ?? textField(event, 'call_uuid'))?.replaceAll('-', '').toLowerCase();

/** When an event is listed: its `timestamp`, else when it ended or began, else when it came. ISO 8601 in UTC. */
export const listedAt = ({
  timestamp,
  event = {},
  receivedAt,
}: Pick<TimelineEvent, 'timestamp' | 'event' | 'receivedAt'>): string | undefined =>
  timestamp ??
  readInstant(textField(event, 'end_time')) ??
  readInstant(textField(event, 'start_time')) ??
  receivedAt;
