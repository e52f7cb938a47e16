import type { Checker } from './checker.ts';
import { ofType, recordsByCall } from './call-records.ts';
import { servedBy } from './served-by.ts';

/** Each call is served by the tier that the scenario is about. A call that was not placed proves nothing. */
export const tiersWereExercised: Checker = {
  name: 'tiers-were-exercised',
  check: (history, expected) => {
    const byCall = recordsByCall(history);
    const idle = expected.calls.filter(
      ({ call }) => ofType(byCall.get(call) ?? [], 'wants-ncco').length === 0,
    );
    if (idle.length > 0 || expected.calls.length === 0) {
      const found = `${idle.length} of ${expected.calls.length} calls wanted no NCCO`;
      return { problems: [], unknown: `not everything was exercised: ${found}` };
    }
    // A call that nobody served is dropped: caller-hears-what-is-meant says so, and why.
    const problems = expected.calls.flatMap(({ call, servedBy: promised }) => {
      const found = servedBy(byCall.get(call) ?? [], expected.primaryOrigins) ?? promised;
      return found === promised
        ? []
        : [{ call, text: `expected to be served by ${promised}, was served by ${found}` }];
    });
    return { problems };
  },
};
