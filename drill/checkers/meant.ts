import type { HistoryRecord } from '../../contracts/history.ts';
import { type RecordOf, ofType } from '../../contracts/call-history/records.ts';
import type { Expected, Meant, PromisedCall } from './checker.ts';

/** Whether the caller heard the expected thing. */
export const isMeant = ({ what, content }: Meant, heard: RecordOf<'heard'>): boolean =>
  what === heard.what &&
  (content === undefined ||
    content === heard.content ||
    (what === 'bot' && isSameSocket(content, heard.content)));

/** Who is promised a person first expects to hear it ring; for all others it is not yet what they were promised. */
export const expectsRinging = ([first]: readonly Meant[]): boolean => first?.what === 'person';

export const describeMeant = ({ what, content }: Meant): string =>
  content === undefined ? `a ${what}` : `${what} "${content}"`;

/** Partners that a caller can talk to until the call ends; a beep is a voicemail. */
export const PARTNERS: readonly Extract<HistoryRecord, { type: 'heard' }>['what'][] = [
  'bot',
  'person',
  'beep',
];

/** False for a dropped call: its caller heard nothing that any tier says. */
export function heardSomethingMeant(
  records: readonly HistoryRecord[],
  promised: PromisedCall,
  { tierSays }: Pick<Expected, 'tierSays'>,
): boolean {
  const meant = [...promised.hears, ...tierSays.primary, ...tierSays.secondary, ...tierSays.static];
  return ofType(records, 'heard').some((heard) => meant.some((one) => isMeant(one, heard)));
}

/** Whether two URIs name the same bot: a call flow may add a query, and Vonage may normalize a URI. */
export function isSameSocket(one: string, other: string): boolean {
  if (!URL.canParse(one) || !URL.canParse(other)) return one === other;
  const [a, b] = [new URL(one), new URL(other)];
  return a.protocol === b.protocol && a.host === b.host && a.pathname === b.pathname;
}
