import type { Expected } from '../checkers/checker.ts';
import { rungsOf } from '../checkers/rungs.ts';
import type { HistoryRecord } from '../../contracts/history.ts';
import type { CallRungs } from '../report/result.ts';

/** How long each caller waited on each rung for a bot, a person or a voicemail. */
export function rungTimes(
  { calls, primaryOrigins }: Expected,
  recordsOf: (call: string) => readonly HistoryRecord[],
): readonly CallRungs[] {
  return calls.map(({ call }) => ({
    call,
    rungs: rungsOf(recordsOf(call), primaryOrigins).map(({ rung, by, reached, withoutAnybodyMs }) => ({
      rung,
      by: by ?? 'none',
      reached,
      withoutAnybodyMs: Math.round(withoutAnybodyMs),
    })),
  }));
}
