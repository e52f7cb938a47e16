import { ofType } from './call-records.ts';
import type { Checker } from './checker.ts';
import { originOf } from './served-by.ts';

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
