import type { HistoryRecord } from '../../contracts/history.ts';
import type { RungName, Tier } from './checker.ts';
import { type RecordOf, ofType } from '../../contracts/call-history/records.ts';
import { isSameSocket } from './meant.ts';
import { tierOf } from '../../contracts/call-history/served-by.ts';

/** What a caller was offered after one request for an NCCO, and how long the caller waited. */
export interface Climbed {
  /** `first`: how the call began. `none`: nothing was offered. */
  readonly rung: RungName | 'first' | 'none';
  /** The tier that answered; undefined if none did and the running NCCO went on. */
  readonly by: Tier | undefined;
  readonly fromMs: number;
  /** Until a bot, a person, the beep of a voicemail or a final announcement; else until the next rung or the end. */
  readonly withoutAnybodyMs: number;
  /** A WebSocket of this rung was refused or did not connect. */
  readonly notReached: boolean;
  readonly reached: 'bot' | 'person' | 'voicemail' | 'announcement' | 'nothing';
}

/** A call's rungs in order, the first socket included. */
export function rungsOf(
  records: readonly HistoryRecord[],
  primaryOrigins: readonly string[],
): readonly Climbed[] {
  const starts = records.flatMap((record, index) =>
    record.type === 'wants-ncco' && BEGINS_RUNG.includes(record.why) ? [index] : [],
  );
  let socket: string | undefined;
  let before: Climbed | undefined;
  const climbed = starts.map((start, at): Climbed => {
    const next = starts[at + 1];
    const segment = records.slice(start, next);
    const leg = ofType(segment, 'leg').find(({ state }) => state === 'started');
    const found = climb(records, segment, next === undefined ? undefined : records[next], primaryOrigins);
    const named = at === 0 ? 'first' : nameOf(segment, leg, found.by, socket);
    // A socket that was not reached is offered again on its own rung, whichever it is.
    const isAgain = named === 'same-socket' && before?.notReached && before.rung === 'other-socket';
    if (leg?.endpoint === 'websocket') socket = leg.to;
    before = { rung: isAgain ? 'other-socket' : named, ...found };
    return before;
  });
  return joinTails(climbed);
}

/** The tail offers the socket again: where no tier answers for that either, it is the same tail that goes on. */
function joinTails(climbed: readonly Climbed[]): readonly Climbed[] {
  const joined: Climbed[] = [];
  for (const next of climbed) {
    const before = joined.at(-1);
    if (before?.rung !== 'tail' || next.rung !== 'tail' || before.reached !== 'nothing') joined.push(next);
    else
      joined[joined.length - 1] = {
        ...next,
        fromMs: before.fromMs,
        withoutAnybodyMs: next.fromMs + next.withoutAnybodyMs - before.fromMs,
      };
  }
  return joined;
}

function climb(
  records: readonly HistoryRecord[],
  segment: readonly HistoryRecord[],
  next: HistoryRecord | undefined,
  primaryOrigins: readonly string[],
): Omit<Climbed, 'rung'> {
  const [asked] = segment as readonly [RecordOf<'wants-ncco'>];
  const ncco = ofType(segment, 'ncco').find(({ problems }) => problems.length === 0);
  const by = ncco && tierOf(records, ncco.request, primaryOrigins);
  const heard = ofType(segment, 'heard');
  const partner = heard.find(({ what }) => what in REACHED_BY);
  const words = heard.find(({ what }) => what === 'talk' || what === 'stream');
  // The static NCCO, and a last rung that records nothing, may consist of an announcement only.
  const isLast = ncco !== undefined && wasOnPerson(segment, ncco.request);
  const joined = by === 'static' ? (words ?? partner) : (partner ?? (isLast ? words : undefined));
  const fromMs = asked.silentSinceMs ?? asked.atMs;
  const end = joined ?? next ?? ofType(segment, 'call-ended')[0] ?? segment.at(-1) ?? asked;
  const reached = joined === undefined ? 'nothing' : (REACHED_BY[joined.what] ?? 'announcement');
  const notReached = ofType(segment, 'leg').some(
    ({ endpoint, state }) => endpoint === 'websocket' && NOT_REACHED.includes(state),
  );
  return { by, fromMs, withoutAnybodyMs: end.atMs - fromMs, notReached, reached };
}

function nameOf(
  segment: readonly HistoryRecord[],
  leg: RecordOf<'leg'> | undefined,
  by: Tier | undefined,
  socket: string | undefined,
): RungName | 'none' {
  const heard = ofType(segment, 'heard');
  if (by === 'static') return 'static';
  if (by === undefined) return heard.length > 0 ? 'tail' : 'none';
  if (leg?.endpoint === 'websocket')
    return socket !== undefined && isSameSocket(leg.to, socket) ? 'same-socket' : 'other-socket';
  const answered = ofType(segment, 'ncco').find(({ problems }) => problems.length === 0);
  if (answered && wasOnPerson(segment, answered.request)) return 'voicemail';
  return leg !== undefined || heard.length > 0 ? 'person' : 'none';
}

/** Whether the leg before was a person's: the event URL names the rung, in the fallback as the URL of original_request. */
const wasOnPerson = (segment: readonly HistoryRecord[], asked: string): boolean =>
  ofType(segment, 'request').some(({ request, url, payload }) => {
    const { url: original } = (payload['original_request'] ?? {}) as { readonly url?: unknown };
    return request === asked && [url, original].some((each) => PERSON_IN_URL.test(String(each)));
  });

/** Behind the number, where the settings' table has it. */
const PERSON_IN_URL = /[?&]rung=person(&|$)/;

const NOT_REACHED: readonly string[] = ['rejected', 'failed', 'unanswered', 'timeout'];

const BEGINS_RUNG: readonly RecordOf<'wants-ncco'>['why'][] = [
  'answer',
  'websocket-dropped',
  'connect-ended',
];
const REACHED_BY: Partial<Record<RecordOf<'heard'>['what'], Climbed['reached']>> = {
  bot: 'bot',
  person: 'person',
  beep: 'voicemail',
};
