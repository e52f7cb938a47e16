import type { HistoryRecord } from '../../contracts/history.ts';
import { type RecordOf, ofType, recordsByCall } from '../../contracts/call-history/records.ts';
import type { Checker, Problem } from './checker.ts';
import { tierOf } from '../../contracts/call-history/served-by.ts';

/** Every NCCO that a tier serves is one that Vonage runs. */
export const everyServedNccoWasValid: Checker = {
  name: 'every-served-ncco-was-valid',
  check: (history, { primaryOrigins }) => ({
    problems: [...recordsByCall(history).values()].flatMap((records) => [
      ...invalidNccos(records, primaryOrigins),
      ...refusedAnswers(records),
    ]),
  }),
};

function invalidNccos(
  records: readonly HistoryRecord[],
  primaryOrigins: readonly string[],
): readonly Problem[] {
  return ofType(records, 'ncco').flatMap(({ call, request, problems }) =>
    problems.map(({ path, expected, found }) => {
      const tier = tierOf(records, request, primaryOrigins) ?? 'unknown';
      const what = `the ${tier} NCCO from ${urlOf(records, request)}`;
      return { call, text: `${what} is invalid: ${path}: expected ${expected}, found ${found}` };
    }),
  );
}

/** A 200 that Vonage did not run for a reason other than the NCCO's content, such as its type or its syntax. */
function refusedAnswers(records: readonly HistoryRecord[]): readonly Problem[] {
  const invalid = new Set(ofType(records, 'ncco').map(({ request }) => request));
  return ofType(records, 'outcome')
    .filter(isRefusedSuccess)
    .filter(({ request }) => !invalid.has(request))
    .map(({ call, request, rule }) => ({
      call,
      text: `${urlOf(records, request)} answered 200, and Vonage did not run the answer: ${rule}`,
    }));
}

function isRefusedSuccess({ outcome, next }: RecordOf<'outcome'>): boolean {
  return outcome.kind === 'response' && outcome.status === 200 && (next === 'fallback' || next === 'give-up');
}

function urlOf(records: readonly HistoryRecord[], request: string): string {
  const url = ofType(records, 'request').find((candidate) => candidate.request === request)?.url ?? request;
  return url.split('?')[0] ?? url;
}

/** Vonage retries these once (SUP 115016024247), so the caller waits twice. */
const TRIED_TWICE: readonly number[] = [429, 503, 504];

/** A request for an NCCO that fails is answered with a status on which Vonage goes to the fallback at once. */
export const unretryableFailuresAreRequestedOnce: Checker = {
  name: 'unretryable-failures-are-requested-once',
  check: (history) => ({
    problems: ofType(history, 'outcome').flatMap(({ call, kind, outcome }) =>
      kind !== 'event' && outcome.kind === 'response' && TRIED_TWICE.includes(outcome.status)
        ? [
            {
              call,
              text: `the ${kind} request was answered ${String(outcome.status)}, which Vonage retries; expected a status that it does not retry`,
            },
          ]
        : [],
    ),
  }),
};
