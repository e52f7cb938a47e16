import type { HistoryRecord } from '../../contracts/history.ts';
import type { Checker, Problem } from './checker.ts';
import { ofType, recordsByCall } from './call-records.ts';

/** A call that loses nobody, or ends because somebody wanted it to, is left alone. */
export const nobodyRecoversWhatWasNotLost: Checker = {
  name: 'nobody-recovers-what-was-not-lost',
  check: (history, { calls }) => {
    const byCall = recordsByCall(history);
    return {
      problems: calls.flatMap(({ call, recovery }) => {
        const records = byCall.get(call) ?? [];
        return [...(recovery ? [] : askedFor(records)), ...offeredUnasked(records)];
      }),
    };
  },
};

const askedFor = (records: readonly HistoryRecord[]): readonly Problem[] =>
  ofType(records, 'wants-ncco')
    .filter(({ why }) => why === 'websocket-dropped' || why === 'connect-ended')
    .map(({ call, why }) => ({
      call,
      text: `nobody was to be lost, and a recovery was asked for (${why})`,
    }));

/** The platform does not run it; with another rule it would. */
function offeredUnasked(records: readonly HistoryRecord[]): readonly Problem[] {
  const news = new Map(
    ofType(records, 'request')
      .filter(({ kind, expectsNcco }) => kind === 'event' && !expectsNcco)
      .map(({ request, event }) => [request, event]),
  );
  return ofType(records, 'outcome')
    .filter(
      ({ request, outcome }) => news.has(request) && outcome.kind === 'response' && isNcco(outcome.body),
    )
    .map(({ call, request }) => ({
      call,
      text: `an NCCO was offered for news of a call that goes on (${String(news.get(request))})`,
    }));
}

/** Bodies are kept in part. */
const isNcco = (body: string): boolean => /^\s*\[\s*\{/.test(body);
