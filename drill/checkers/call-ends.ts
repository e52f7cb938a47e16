import type { HistoryRecord } from '../../contracts/history.ts';
import { ofType, recordsByCall } from './call-records.ts';
import type { Checker, EndsWith, Problem } from './checker.ts';
import { SOMEBODY, isMeant } from './meant.ts';

/** The one that a caller is left with is the promised one, and the call ends by whom it should. */
export const callerEndsAsPromised: Checker = {
  name: 'caller-ends-as-promised',
  check: (history, { calls }) => {
    const byCall = recordsByCall(history);
    return {
      problems: calls.flatMap(({ call, endsWith }) =>
        endsWith === undefined ? [] : problemsOf(call, byCall.get(call) ?? [], endsWith),
      ),
    };
  },
};

function problemsOf(
  call: string,
  records: readonly HistoryRecord[],
  { somebody, endedBy }: EndsWith,
): readonly Problem[] {
  const last = ofType(records, 'heard').findLast(({ what }) => SOMEBODY.includes(what));
  const ended = ofType(records, 'call-ended')[0];
  // Not placed, or never ended: other checkers say so.
  if (ended === undefined) return [];
  const problems: Problem[] = [];
  if (somebody !== undefined) {
    const { what, content } = somebody;
    if (last === undefined || !isMeant(somebody, last)) {
      const found = last === undefined ? 'nobody' : `${last.what} "${last.content}"`;
      problems.push({ call, text: `expected to be left with ${what} ${content ?? ''}; found ${found}` });
    }
    if (what === 'beep' && !isRecorded(records)) {
      problems.push({
        call,
        text: 'a voicemail was begun, and no record event tells its URL, size and times',
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

/** No call asks for NCCOs for ever. */
export const noCallIsALoop: Checker = {
  name: 'no-call-is-a-loop',
  check: (history) => ({
    problems: ofType(history, 'call-ended')
      .filter(({ loop }) => loop === true)
      .map(({ call, detail }) => ({ call, text: detail })),
  }),
};
