import { ofType } from '../../contracts/call-history/records.ts';
import type { Checker } from './checker.ts';
import { originOf } from '../../contracts/call-history/served-by.ts';

/** Every genuine and forged callback is answered as drill/callbacks/vectors.json expects. */
export const callbacksAreJudgedAsExpected: Checker = {
  name: 'callbacks-are-judged-as-expected',
  check: (history) => ({
    problems: ofType(history, 'vector').flatMap(({ vector, target, expected, found }) =>
      found === expected
        ? []
        : [{ call: '', text: `${vector}, at ${target}: expected ${expected}, found ${found}` }],
    ),
  }),
};

/** The statuses with which a webhook rejects a callback. */
const REFUSED: readonly number[] = [401, 403];

/** No callback that Vonage sent is rejected, except by a region that a fault makes reject callbacks. */
export const genuineCallbacksAreAccepted: Checker = {
  name: 'genuine-callbacks-are-accepted',
  check: (history, { rejectingOrigins }) => {
    const urls = new Map(ofType(history, 'request').map(({ request, url }) => [request, url]));
    return {
      problems: ofType(history, 'outcome').flatMap(({ call, kind, request, outcome }) => {
        if (outcome.kind !== 'response' || !REFUSED.includes(outcome.status)) return [];
        if (rejectingOrigins.includes(originOf(urls.get(request) ?? ''))) return [];
        return [{ call, text: `a genuine ${kind} request was rejected with ${outcome.status}` }];
      }),
    };
  },
};

/** A flood must reach this share of the ordered rate to count as tested. */
const PACE = 0.95;

/** Throttled requests get the first, slow ones the second (docs/decisions/005); neither accepts a forgery. */
const OVERLOADED: readonly string[] = ['status 500', 'status 502'];

/** Every forged callback of a flood is rejected, or gets the public static NCCO from a CloudFront distribution. */
export const unauthenticatedCallersAreRefused: Checker = {
  name: 'unauthenticated-callers-are-refused',
  check: (history) => {
    const floods = ofType(history, 'flood');
    const problems = floods.flatMap(({ target, others }) =>
      Object.entries(others)
        .filter(([found]) => !OVERLOADED.includes(found))
        .map(([found, times]) => ({
          call: '',
          text: `forged callbacks at ${target}: expected each to be rejected, found ${found}`,
          detail: `${times} times`,
        })),
    );
    const thin = Object.values(Object.groupBy(floods, ({ atMs }) => atMs)).flatMap((flood = []) => {
      const sent = flood.reduce((sum, tally) => sum + tally.sent, 0);
      const { perSecond, tookMs } = flood[0] ?? { perSecond: 0, tookMs: 0 };
      // The first one is sent at 0 ms.
      const ordered = 1 + (tookMs * perSecond) / 1000;
      return sent < ordered * PACE
        ? [
            `expected ${perSecond} forged callbacks a second; this machine sent ${sent} in ${tookMs.toFixed(0)} ms`,
          ]
        : [];
    });
    return { problems, ...(thin[0] !== undefined && { unknown: thin[0] }) };
  },
};
