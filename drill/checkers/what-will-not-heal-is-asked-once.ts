import type { Checker } from './checker.ts';
import { ofType } from './call-records.ts';

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
