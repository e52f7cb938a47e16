import type { Fields } from '../call.ts';
import type { Statement } from './statements.ts';

/** How kinds without a `status` are told apart (fact sheet 2.2), in this order. */
const BY_FIELDS: readonly (readonly [kind: string, hallmarks: readonly string[]])[] = [
  ['error', ['reason']],
  ['record', ['recording_url', 'recording_uuid']],
  ['input', ['dtmf']],
  ['input', ['speech']],
  ['transfer', ['conversation_uuid_from']],
  ['notify', ['payload']],
];

/** A status that is a word. Other statuses differ only in the key's digest. */
const WORD = /^[a-z][a-z_]{0,30}$/;

/**
 * The kind that an event's key holds, as a word of `[a-z_]`: its `status`, or one derived from its fields; otherwise
 * `unknown`. It never changes for an event, since another kind is another key: {@link kindOfEvent} knows more.
 */
export function eventKind(statements: readonly Statement[]): string {
  const textOf = (name: string): string | undefined => statements.find(([path]) => path === name)?.[1];
  // `success` and `failure` of a pay action.
  if (textOf('type') === 'payment') return 'payment';
  const status = textOf('status')?.toLowerCase();
  if (status !== undefined) return WORD.test(status) ? status : 'unknown';
  const names = new Set(statements.map(([path]) => path.split('.', 1)[0]));
  return BY_FIELDS.find(([, hallmarks]) => hallmarks.every((name) => names.has(name)))?.[0] ?? 'unknown';
}

/**
 * Kinds recognised by a field alone, with or without a value, in this order: a lost recording has an empty `recording_url`
 * (Vonage/vonage-node-sdk #132), a caller who pressed nothing `dtmf: ""` or `null` (Nexmo/nexmo-developer #1607, #2944).
 */
const BY_NAME: readonly (readonly [kind: string, names: readonly string[]])[] = [
  ['transcribed', ['transcription_url']],
  ['record', ['recording_uuid', 'recording_url']],
  ['input', ['dtmf', 'speech']],
  ['transfer', ['conversation_uuid_from', 'conversation_uuid_to']],
  ['notify', ['payload']],
];

/** The kind of an event, also where its key cannot tell: a key is made of what has a value. */
export function kindOfEvent(kindInKey: string, event: Fields): string {
  const status = event['status'] ?? '';
  if (kindInKey !== 'unknown' || status !== '') return kindInKey;
  const names = new Set(Object.keys(event).map((name) => name.split(/[.[]/, 1)[0]));
  return BY_NAME.find(([, any]) => any.some((name) => names.has(name)))?.[0] ?? 'unknown';
}
