import type { HistoryRecord } from '../../contracts/history.ts';
import type { Checker, Problem, PromisedCall, RungName } from './checker.ts';
import { recordsByCall } from './call-records.ts';
import { rungsOf } from './rungs.ts';

/** A call climbs exactly the promised rungs, each once, upwards only. */
export const rungsAreClimbedInOrder: Checker = {
  name: 'rungs-are-climbed-in-order',
  check: (history, expected) => {
    const byCall = recordsByCall(history);
    return {
      problems: expected.calls.flatMap((promised) =>
        problemsOf(byCall.get(promised.call) ?? [], promised, expected.primaryOrigins),
      ),
    };
  },
};

function problemsOf(
  records: readonly HistoryRecord[],
  { call, recovery }: PromisedCall,
  primaryOrigins: readonly string[],
): readonly Problem[] {
  const rungs = rungsOf(records, primaryOrigins)
    .map(({ rung }) => rung)
    .filter((rung) => rung !== 'first');
  const found = rungs.join(', ') || 'none';
  const problems: Problem[] = [];
  const heights = rungs.flatMap((rung) => (rung === 'none' ? [] : [HEIGHT[rung]]));
  if (heights.some((height, at) => at > 0 && height <= (heights[at - 1] ?? 0))) {
    problems.push({ call, text: `expected each rung once, in ascending order; found ${found}` });
  }
  if (recovery && recovery.rungs.join(', ') !== rungs.join(', ')) {
    problems.push({ call, text: `expected the rungs ${recovery.rungs.join(', ')}; found ${found}` });
  }
  return problems;
}

/** The tail and the static NCCO end with a person or an announcement, so they rank with the person. */
const HEIGHT: Readonly<Record<RungName, number>> = {
  'same-socket': 1,
  'other-socket': 2,
  person: 3,
  tail: 3,
  static: 3,
  voicemail: 4,
};
