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

/** The event's kind, as a word of `[a-z_]`: its `status`, or one derived from its fields; otherwise `unknown`. */
export function eventKind(statements: readonly Statement[]): string {
  const textOf = (name: string): string | undefined => statements.find(([path]) => path === name)?.[1];
  // `success` and `failure` of a pay action.
  if (textOf('type') === 'payment') return 'payment';
  const status = textOf('status')?.toLowerCase();
  if (status !== undefined) return WORD.test(status) ? status : 'unknown';
  const names = new Set(statements.map(([path]) => path.split('.', 1)[0]));
  return BY_FIELDS.find(([, hallmarks]) => hallmarks.every((name) => names.has(name)))?.[0] ?? 'unknown';
}
