import type { HistoryRecord } from '../../contracts/history.ts';
import { ofType, recordsByCall } from '../../contracts/call-history/records.ts';
import type { Checker, EndsWith, Problem } from './checker.ts';
import { applicationQuestion } from './application-question.ts';
import { PARTNERS, describeMeant, isMeant } from './meant.ts';

/** The caller talks to the promised bot, person or voicemail at the end, and the promised side ends the call. */
export const callerEndsAsPromised: Checker = {
  name: 'caller-ends-as-promised',
  check: (history, { calls }) => {
    const byCall = recordsByCall(history);
    return {
      problems: calls.flatMap(({ call, endsWith }) =>
        endsWith === undefined ? [] : oneOf(call, byCall.get(call) ?? [], endsWith),
      ),
    };
  },
};

/** No problem if the call ends in one of these ways; several ways are named together. */
function oneOf(
  call: string,
  records: readonly HistoryRecord[],
  ways: readonly EndsWith[],
): readonly Problem[] {
  const found = ways.map((way) => problemsOf(call, records, way));
  const [first = []] = found;
  if (ways.length < 2 || found.some((problems) => problems.length === 0)) {
    return found.some((problems) => problems.length === 0) ? [] : first;
  }
  const partners = ways.map(({ partner }) => (partner ? describeMeant(partner) : 'anybody')).join(', or ');
  const last = ofType(records, 'heard').findLast(({ what }) => PARTNERS.includes(what));
  const by = ofType(records, 'call-ended')[0];
  const heard = last === undefined ? 'none of them' : `${last.what} "${last.content}"`;
  const text = `expected the call to end with ${partners}; found ${heard}, ended by ${by?.by ?? 'nobody'} (${by?.detail ?? ''})`;
  return [{ call, text }];
}

function problemsOf(
  call: string,
  records: readonly HistoryRecord[],
  { partner, endedBy }: EndsWith,
): readonly Problem[] {
  const last = ofType(records, 'heard').findLast(({ what }) => PARTNERS.includes(what));
  const ended = ofType(records, 'call-ended')[0];
  // Other checkers report a call that was not placed or never ended.
  if (ended === undefined) return [];
  const problems: Problem[] = [];
  if (partner !== undefined) {
    if (last === undefined || !isMeant(partner, last)) {
      const found = last === undefined ? 'no bot, person or voicemail' : `${last.what} "${last.content}"`;
      problems.push({
        call,
        text: `expected the call to end with ${describeMeant(partner)}; found ${found}`,
      });
    }
    if (partner.what === 'beep' && !isRecorded(records)) {
      problems.push({
        call,
        text: 'expected a record event with URL, size and times after the voicemail began; found none',
      });
    }
  }
  if (endedBy !== undefined && ended.by !== endedBy) {
    const found = `${ended.by} (${ended.detail})`;
    problems.push({ call, text: `expected the call to be ended by ${endedBy}; found ${found}` });
  }
  return problems;
}

function isRecorded(records: readonly HistoryRecord[]): boolean {
  return ofType(records, 'request').some(
    ({ event, payload }) =>
      event === 'record' &&
      typeof payload['recording_url'] === 'string' &&
      typeof payload['size'] === 'number' &&
      typeof payload['start_time'] === 'string' &&
      typeof payload['end_time'] === 'string',
  );
}

/** No call asks for NCCOs without end. */
export const noCallIsALoop: Checker = {
  name: 'no-call-is-a-loop',
  check: (history) => {
    const byCall = recordsByCall(history);
    return {
      problems: ofType(history, 'call-ended')
        .filter(({ loop }) => loop === true)
        .map(({ call, detail }) => ({
          call,
          text: loopText(detail, applicationQuestion(byCall.get(call) ?? [])),
        })),
    };
  },
};

/** The guard's own URL says nothing to those who know the application. */
const loopText = (detail: string, question: string | undefined): string =>
  question === undefined
    ? detail
    : `${detail.split(';')[0] ?? detail}; the last question is the application’s, at ${question}. Say with --press what callers do there`;
