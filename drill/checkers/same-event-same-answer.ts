import { ofType, recordsByCall } from '../../contracts/call-history/records.ts';
import type { Checker, Problem } from './checker.ts';
import type { HistoryRecord } from '../../contracts/history.ts';
import { eventIdentity } from './event-identity.ts';
import { tierOf } from '../../contracts/call-history/served-by.ts';

/**
 * An event of a menu that comes again, to the same region or to the fallback, gets the same answer, byte for byte but for the
 * region's own address. Only the static NCCO is another one. `every-event-is-journaled-once` looks at its journal entry.
 */
export const sameEventSameAnswer: Checker = {
  name: 'same-event-same-answer',
  check: (history, { primaryOrigins }) => ({
    problems: [...recordsByCall(history).values()].flatMap((records) => differing(records, primaryOrigins)),
  }),
};

function differing(records: readonly HistoryRecord[], primaryOrigins: readonly string[]): readonly Problem[] {
  const answers = new Map(
    ofType(records, 'ncco')
      .filter(({ request }) => tierOf(records, request, primaryOrigins) !== 'static')
      .map(({ request, ncco }) => [request, withoutAddresses(ncco)]),
  );
  const events = ofType(records, 'request').filter(
    ({ event, expectsNcco }) => expectsNcco && (event === 'input' || event === 'notify'),
  );
  return [...Map.groupBy(events, ({ payload }) => eventIdentity(payload)).values()].flatMap((same) => {
    const [first] = same;
    const different = new Set(same.flatMap(({ request }) => answers.get(request) ?? [])).size;
    if (first === undefined || different < 2) return [];
    const text = `expected the same answer to the same event (${String(first.event)}); found ${different}`;
    return [{ call: first.call, text }];
  });
}

const withoutAddresses = (ncco: unknown): string =>
  JSON.stringify(ncco).replaceAll(
    /"https?:\/\/[^"]*?\/((?:event|websocket-disconnected)[/?"])/g,
    (_url, path: string) => `"/${path}`,
  );
