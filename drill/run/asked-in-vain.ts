import { ofType, recordsByCall } from '../../contracts/call-history/records.ts';
import type { HistoryRecord } from '../../contracts/history.ts';
import { applicationQuestion } from '../checkers/application-question.ts';
import type { AskedInVain, ScenarioResult } from '../report/result.ts';
import type { PlannedCall } from './schedule.ts';

/** Where callers had nothing more to do by their script, and hung up. */
export function askedInVain(
  history: readonly HistoryRecord[],
  planned: readonly PlannedCall[],
): Pick<ScenarioResult, 'askedInVain'> {
  const byCall = recordsByCall(history);
  const found = planned.flatMap(({ call, script }): readonly AskedInVain[] => {
    const records = byCall.get(call) ?? [];
    const asked = ofType(records, 'asked').at(-1)?.question ?? 0;
    const path = applicationQuestion(records)?.split('?')[0];
    const hungUp = asked >= (script?.hangsUpAt ?? Infinity);
    return hungUp && script !== undefined && path !== undefined ? [{ press: script.text, path }] : [];
  });
  const unlike = new Map(found.map((each) => [JSON.stringify(each), each]));
  return unlike.size === 0 ? {} : { askedInVain: [...unlike.values()] };
}
