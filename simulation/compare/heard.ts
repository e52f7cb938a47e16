import { ofType, type RecordOf } from '../../contracts/call-history/records.ts';
import type { Tier } from '../../contracts/call-history/served-by.ts';
import { silencesOf } from '../../contracts/call-history/silences.ts';
import type { HistoryRecord } from '../../contracts/history.ts';
import type { RuleName } from '../../simulator/rules/rule-names.ts';

/** What one caller heard. Plain. */
export interface Heard {
  /** Number of the call: with the seed, it is played again. */
  readonly call: number;
  readonly ends: 'heard' | 'dropped';
  /** The longest time in which the caller heard nothing, ms. */
  readonly silenceMs: number;
  /** The last that was heard. */
  readonly last: RecordOf<'heard'>['what'] | 'nothing';
  /** Whose NCCO it came from. */
  readonly servedBy: Tier | undefined;
  /** The rules by which Vonage went on after each request for an NCCO, once each, in their order. */
  readonly rules: readonly string[];
  /** The one that decided: of the first request in the longest silence that brought no NCCO, or of the leg to a bot that failed. */
  readonly decided: string | undefined;
  /** The caller talked to a bot. */
  readonly talked: boolean;
}

const WORDS: readonly RecordOf<'heard'>['what'][] = ['talk', 'stream', 'bot', 'person'];
const ON_THE_WAY: readonly string[] = ['started', 'ringing', 'answered', 'completed'];

/**
 * @param records of one call
 * @param tierOf whose NCCO a request brought, by its name
 */
export function heardIn(
  call: number,
  records: readonly HistoryRecord[],
  tierOf: (request: string) => Tier | undefined,
): Heard {
  const words = ofType(records, 'heard').filter(({ what }) => WORDS.includes(what));
  const silences = silencesOf(records, true);
  const longest = silences.toSorted((a, b) => b.toMs - b.fromMs - (a.toMs - a.fromMs))[0];
  const silenceMs = longest === undefined ? 0 : Math.round(longest.toMs - longest.fromMs);
  const asked = new Set(
    ofType(records, 'request').flatMap(({ request, expectsNcco }) => (expectsNcco ? [request] : [])),
  );
  const outcomes = ofType(records, 'outcome').filter(({ request }) => asked.has(request));
  const failed = outcomes.filter(({ next }) => next !== 'run-ncco');
  const inIt = failed.filter(
    ({ atMs }) => longest !== undefined && atMs >= longest.fromMs && atMs <= longest.toMs,
  );
  const last = words.at(-1);
  return {
    call,
    ends: isDropped(records) ? 'dropped' : 'heard',
    silenceMs,
    last: last?.what ?? 'nothing',
    servedBy: last?.request === undefined ? undefined : tierOf(last.request),
    rules: [...new Set(outcomes.map(({ rule }) => rule))],
    decided: (inIt[0] ?? failed[0])?.rule ?? (hasFailedLeg(records) ? UNREACHABLE : outcomes[0]?.rule),
    talked: words.some(({ what }) => what === 'bot'),
  };
}

const UNREACHABLE: RuleName = 'unreachable-websocket-is-failed-or-unanswered';

const hasFailedLeg = (records: readonly HistoryRecord[]): boolean =>
  ofType(records, 'leg').some(({ state }) => !ON_THE_WAY.includes(state));

/** The call ended while the caller waited for words: none had come since the last time that Vonage needed an NCCO, or lost a leg. */
function isDropped(records: readonly HistoryRecord[]): boolean {
  let waits = true;
  for (const record of records) {
    if (record.type === 'call-ended') return waits;
    if (record.type === 'wants-ncco') waits = true;
    if (record.type === 'leg' && !ON_THE_WAY.includes(record.state)) waits = true;
    if (record.type === 'heard' && WORDS.includes(record.what)) waits = false;
  }
  return true;
}
