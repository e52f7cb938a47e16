import { ofType } from './call-records.ts';
import type { Checker } from './checker.ts';
import { originOf } from './served-by.ts';

/** Every way to send a callback, right or wrong, is answered as drill/callbacks/vectors.json says. */
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

/** What a webhook answers to whom it does not believe. */
const REFUSED: readonly number[] = [401, 403];

/** Nothing that the platform itself has sent is refused, but where a fault makes a region deaf. */
export const genuineCallbacksAreAccepted: Checker = {
  name: 'genuine-callbacks-are-accepted',
  check: (history, { deafOrigins }) => {
    const urls = new Map(ofType(history, 'request').map(({ request, url }) => [request, url]));
    return {
      problems: ofType(history, 'outcome').flatMap(({ call, kind, request, outcome }) => {
        if (outcome.kind !== 'response' || !REFUSED.includes(outcome.status)) return [];
        if (deafOrigins.includes(originOf(urls.get(request) ?? ''))) return [];
        return [{ call, text: `a genuine ${kind} request was refused with ${outcome.status}` }];
      }),
    };
  },
};

/** A flood that was thinner than this share of what was ordered proves nothing. */
const PACE = 0.95;

/** What is throttled leaves as the first, what takes too long as the second (docs/decisions/005): no forgery got in. */
const OVERLOADED: readonly string[] = ['status 500', 'status 502'];

/** Nothing forged gets in, however much of it there is: each is refused, or hears at a front what is public anyway. */
export const strangersAreKeptOut: Checker = {
  name: 'strangers-are-kept-out',
  check: (history) => {
    const floods = ofType(history, 'flood');
    const problems = floods.flatMap(({ target, others }) =>
      Object.entries(others)
        .filter(([found]) => !OVERLOADED.includes(found))
        .map(([found, times]) => ({
          call: '',
          text: `forged callbacks at ${target}: expected that each is refused, found ${found}`,
          detail: `${times} times`,
        })),
    );
    const thin = Object.values(Object.groupBy(floods, ({ atMs }) => atMs)).flatMap((flood = []) => {
      const sent = flood.reduce((sum, tally) => sum + tally.sent, 0);
      const { perSecond, tookMs } = flood[0] ?? { perSecond: 0, tookMs: 0 };
      // The first one is sent at 0 ms.
      const ordered = 1 + (tookMs * perSecond) / 1000;
      return sent < ordered * PACE
        ? [`${sent} forged callbacks in ${tookMs.toFixed(0)} ms; ordered were ${perSecond} a second`]
        : [];
    });
    return { problems, ...(thin[0] !== undefined && { unknown: thin[0] }) };
  },
};
