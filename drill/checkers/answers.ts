import type { HistoryRecord } from '../../contracts/history.ts';
import { type RecordOf, ofType, recordsByCall } from './call-records.ts';
import type { Checker, Problem } from './checker.ts';
import { tierOf } from './served-by.ts';

/** Whatever is served where an NCCO is wanted is one that the platform runs. */
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

/** A 200 that the platform did not run, for another reason than the NCCO's content (its type, its syntax). */
function refusedAnswers(records: readonly HistoryRecord[]): readonly Problem[] {
  const invalid = new Set(ofType(records, 'ncco').map(({ request }) => request));
  return ofType(records, 'outcome')
    .filter(isRefusedSuccess)
    .filter(({ request }) => !invalid.has(request))
    .map(({ call, request, rule }) => ({
      call,
      text: `${urlOf(records, request)} answered 200, and the platform did not run it: ${rule}`,
    }));
}

function isRefusedSuccess({ outcome, next }: RecordOf<'outcome'>): boolean {
  return outcome.kind === 'response' && outcome.status === 200 && (next === 'fallback' || next === 'give-up');
}

function urlOf(records: readonly HistoryRecord[], request: string): string {
  const url = ofType(records, 'request').find((candidate) => candidate.request === request)?.url ?? request;
  return url.split('?')[0] ?? url;
}

/** The platform tries these twice (SUP 115016024247): the caller waits twice for what fails twice. */
const TRIED_TWICE: readonly number[] = [429, 503, 504];

/** Where an NCCO is wanted, a failure leaves as a status that sends the platform on at once. */
export const whatWillNotHealIsAskedOnce: Checker = {
  name: 'what-will-not-heal-is-asked-once',
  check: (history) => ({
    problems: ofType(history, 'outcome').flatMap(({ call, kind, outcome }) =>
      kind !== 'event' && outcome.kind === 'response' && TRIED_TWICE.includes(outcome.status)
        ? [{ call, text: `the ${kind} request was answered ${String(outcome.status)}, which is tried twice` }]
        : [],
    ),
  }),
};
