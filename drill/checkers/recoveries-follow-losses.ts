import type { HistoryRecord } from '../../contracts/history.ts';
import type { Checker, Problem } from './checker.ts';
import { ofType, recordsByCall } from '../../contracts/call-history/records.ts';

/** No recovery starts in a call that keeps its bot, or that a caller, a bot or a person ends on purpose. */
export const recoveriesFollowLosses: Checker = {
  name: 'recoveries-follow-losses',
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
      text: `expected no recovery, because the scenario drops no bot; found a request for one (${why})`,
    }));

/** Vonage ignores such an NCCO today; under other rules it would run it. */
function offeredUnasked(records: readonly HistoryRecord[]): readonly Problem[] {
  const statusEvents = new Map(
    ofType(records, 'request')
      .filter(({ kind, expectsNcco }) => kind === 'event' && !expectsNcco)
      .map(({ request, event }) => [request, event]),
  );
  return ofType(records, 'outcome')
    .filter(
      ({ request, outcome }) =>
        statusEvents.has(request) && outcome.kind === 'response' && isNcco(outcome.body),
    )
    .map(({ call, request }) => ({
      call,
      text: `expected no NCCO in answer to a status event; found one (${String(statusEvents.get(request))})`,
    }));
}

// The history keeps only the beginning of a body, so it cannot be parsed.
const isNcco = (body: string): boolean => /^\s*\[\s*\{/.test(body);
