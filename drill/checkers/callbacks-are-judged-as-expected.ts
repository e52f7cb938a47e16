import { ofType } from './call-records.ts';
import type { Checker } from './checker.ts';

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
