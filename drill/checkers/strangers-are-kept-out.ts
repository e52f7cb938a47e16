import { ofType } from './call-records.ts';
import type { Checker } from './checker.ts';

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
