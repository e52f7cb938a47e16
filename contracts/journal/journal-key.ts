import { hash } from 'node:crypto';
import type { Fields } from '../call.ts';
import { eventKind } from './event-kind.ts';
import { type Statement, statementsOf } from './statements.ts';

/** Every key begins with it; the functions may write nowhere else. */
export const JOURNAL_PREFIX = 'calls/';
/** The folder of events without a readable `timestamp`; readers list them by `listedAt` (cli/calls/timeline-event.ts). */
export const UNDATED = 'undated';

/**
 * The key of an event: `calls/<day>/<conversation>/<timestamp>-<kind>-<digest>.json`. It depends only on the event's content,
 * so that equal events have equal keys in every region. It holds only letters, digits and `/ - _ .`, so that no sender can
 * write outside the folder or force escaping. The digest (128 bits of SHA-256 over the event's content) tells different
 * events apart; the rest is for people.
 */
export function journalKey(event: Fields): string {
  const statements = statementsOf(event);
  const timestamp = timestampOf(statements);
  const day = timestamp?.slice(0, 'yyyy-mm-dd'.length) ?? UNDATED;
  const conversation =
    textOf(statements, 'conversation_uuid') ??
    // A transfer belongs to the conversation that it leaves.
    textOf(statements, 'conversation_uuid_from');
  const digest = hashOf(JSON.stringify(statements));
  const name = `${timestamp?.replaceAll(':', '-') ?? UNDATED}-${eventKind(statements)}-${digest}.json`;
  return `${dayPrefix(day)}${conversationFolder(conversation)}/${name}`;
}

/** Prefix of all keys of a day (`yyyy-mm-dd` in UTC, or `undated`). */
export const dayPrefix = (day: string): string => `${JOURNAL_PREFIX}${day}/`;

/**
 * A conversation's folder. Some events omit `CON-`. An id of another shape becomes a dot and its hash; ids of the expected
 * shape have no dot.
 */
export function conversationFolder(conversation: string | undefined): string {
  if (conversation === undefined) return 'conversation.missing';
  if (/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(conversation)) return `CON-${conversation}`;
  return /^[\w-]{1,100}$/.test(conversation) ? conversation : `conversation.${hashOf(conversation)}`;
}

const textOf = (statements: readonly Statement[], name: string): string | undefined =>
  statements.find(([path]) => path === name)?.[1];

const timestampOf = (statements: readonly Statement[]): string | undefined =>
  readInstant(textOf(statements, 'timestamp'));

/** A field's time in UTC with milliseconds, so that sorting the text sorts by time; undefined when it is none. */
export function readInstant(field: string | undefined): string | undefined {
  // A zone is required, so that the machine's own has no effect.
  const isInstant = /^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:?\d\d)$/.test(field ?? '');
  const ms = isInstant ? Date.parse(field ?? '') : NaN;
  const text = Number.isNaN(ms) ? '' : new Date(ms).toISOString();
  return /^\d{4}-/.test(text) ? text : undefined;
}

const hashOf = (text: string): string => hash('sha256', text).slice(0, 32);

/** The parts of a journal key. */
export interface KeyParts {
  /** `yyyy-mm-dd`, or `undated`. */
  readonly day: string;
  /** The conversation's folder. */
  readonly conversation: string;
  /** ISO 8601 in UTC with milliseconds; absent for undated events. */
  readonly timestamp: string | undefined;
  /** `eventKind`; `kindOfEvent` knows more. */
  readonly kind: string;
  readonly digest: string;
}

const KEY =
  /^calls\/(?<day>[^/]+)\/(?<conversation>[^/]+)\/(?:(?<date>\d{4}-\d\d-\d\dT)(?<time>[\d.-]+Z)|undated)-(?<kind>[a-z_]+)-(?<digest>[0-9a-f]{32})\.json$/;

/** Parses a key; undefined for an object that was not written by the functions. */
export function readKey(key: string): KeyParts | undefined {
  const { day, conversation, date, time, kind, digest } = KEY.exec(key)?.groups ?? {};
  if (day === undefined || conversation === undefined || kind === undefined || digest === undefined)
    return undefined;
  const timestamp = date === undefined || time === undefined ? undefined : date + time.replaceAll('-', ':');
  return { day, conversation, timestamp, kind, digest };
}

/**
 * Conversation and leg of every probe of `link verify`; a call's id never has this shape. The probe's event is journaled. Its
 * fields stay the same all day, so a bucket holds one object of it per day, `calls/<day>/link-probe/…`.
 */
export const PROBE_ID = 'link-probe';

/**
 * The conversation of every event that `link tune` sends to measure. Each event is different, so that each causes a journal
 * write, which is what takes time. `calls/<day>/link-tune/…` holds them.
 */
export const TUNE_ID = 'link-tune';
