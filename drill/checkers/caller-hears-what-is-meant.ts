import type { HistoryRecord } from '../../contracts/history.ts';
import type { Checker, Expected, Meant, Problem, PromisedCall } from './checker.ts';
import { ofType, recordsByCall } from '../../contracts/call-history/records.ts';
import { describeMeant, heardSomethingMeant, isMeant } from './meant.ts';
import { servedBy } from '../../contracts/call-history/served-by.ts';

/** Every caller hears everything that its tier says, in order. */
export const callerHearsWhatIsMeant: Checker = {
  name: 'caller-hears-what-is-meant',
  check: (history, expected) => {
    const byCall = recordsByCall(history);
    return {
      problems: expected.calls.flatMap((promised) => {
        const records = byCall.get(promised.call) ?? [];
        return problemsOf(records, promised, expected);
      }),
    };
  },
};

function problemsOf(
  records: readonly HistoryRecord[],
  promised: PromisedCall,
  expected: Expected,
): readonly Problem[] {
  const { call } = promised;
  const end = ofType(records, 'call-ended')[0];
  // A call that was never placed is reported by tiers-were-exercised.
  if (records.length === 0) return [];
  if (!heardSomethingMeant(records, promised, expected)) {
    const how =
      end === undefined ? 'the call never ended' : `the call was ended by ${end.by} (${end.detail})`;
    return [{ call, text: `the caller heard nothing of the call flow: ${how}` }];
  }
  const problems: Problem[] = [];
  if (end === undefined) problems.push({ call, text: 'the call never ended' });

  const tier = servedBy(records, expected.primaryOrigins);
  const says = tier === undefined || tier === promised.servedBy ? promised.hears : expected.tierSays[tier];
  const missing = firstMissing(records, says);
  if (missing !== undefined) {
    const heard = ofType(records, 'heard').map(({ what, content }) => `${what} "${content}"`);
    const notHeard = ofType(records, 'not-heard').map(
      ({ what, content, detail }) => `; ${what} "${content}" failed: ${detail}`,
    );
    problems.push({
      call,
      text:
        `served by ${tier ?? 'no tier'}: expected to hear ${describeMeant(missing)}; ` +
        `found ${heard.join(', then ') || 'nothing'}${notHeard.join('')}`,
    });
  }
  return problems;
}

/** The first expected thing that is not heard in its turn. */
function firstMissing(records: readonly HistoryRecord[], says: readonly Meant[]): Meant | undefined {
  let from = 0;
  const heard = ofType(records, 'heard');
  for (const meant of says) {
    const found = heard.findIndex((each, index) => index >= from && isMeant(meant, each));
    if (found === -1) return meant;
    from = found + 1;
  }
  return undefined;
}
