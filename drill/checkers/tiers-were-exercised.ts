import type { Checker } from './checker.ts';
import { ofType, recordsByCall } from '../../contracts/call-history/records.ts';
import { servedBy } from '../../contracts/call-history/served-by.ts';

/** Each call is served by the promised tier. Unknown if a call was not placed, or no request met the rule that the fault is about. */
export const tiersWereExercised: Checker = {
  name: 'tiers-were-exercised',
  check: (history, expected) => {
    const byCall = recordsByCall(history);
    const idle = expected.calls.filter(
      ({ call }) => ofType(byCall.get(call) ?? [], 'wants-ncco').length === 0,
    );
    if (idle.length > 0 || expected.calls.length === 0) {
      const found = `${idle.length} of ${expected.calls.length} calls were not placed`;
      return { problems: [], unknown: `expected every call to be placed; found that ${found}` };
    }
    const { meets } = expected;
    if (meets !== undefined && !ofType(history, 'outcome').some(({ rule }) => rule === meets)) {
      const unknown = `expected a request that meets the rule ${meets}; found none: the fault had no effect`;
      return { problems: [], unknown };
    }
    // A call that no tier served is dropped; caller-hears-what-is-meant reports it.
    const problems = expected.calls.flatMap(({ call, servedBy: promised }) => {
      const found = servedBy(byCall.get(call) ?? [], expected.primaryOrigins) ?? promised;
      return found === promised
        ? []
        : [{ call, text: `expected to be served by ${promised}; found ${found}` }];
    });
    return { problems };
  },
};
