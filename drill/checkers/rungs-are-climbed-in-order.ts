import type { HistoryRecord } from '../../contracts/history.ts';
import type { Checker, Problem, PromisedCall, RungName } from './checker.ts';
import { recordsByCall } from '../../contracts/call-history/records.ts';
import { type Climbed, rungsOf } from './rungs.ts';

/** Promised in docs/decisions/039-everybody-at-once.md; not taken from the code that is checked. */
const MOST_WAITS = 3;

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
  const climbed = rungsOf(records, primaryOrigins);
  const rungs = climbed.map(({ rung }) => rung).filter((rung) => rung !== 'first');
  const found = rungs.join(', ') || 'none';
  const problems: Problem[] = [];
  const ascending = climbed
    .filter(({ rung }, at) => at === 0 || !isOfferedAgain(rung, climbed[at - 1]))
    .flatMap(({ rung, reached }) => {
      // The tail offers the bot once more, and uses up no rung with it.
      const isBotAgain = rung === 'tail' && (reached === 'bot' || reached === 'nothing');
      return rung === 'first' || rung === 'none' || isBotAgain ? [] : [HEIGHT[rung]];
    });
  if (ascending.some((height, at) => at > 0 && height <= (ascending[at - 1] ?? 0))) {
    problems.push({ call, text: `expected each rung once, in ascending order; found ${found}` });
  }
  const again = climbed.filter(({ rung }, at) => at > 0 && isOfferedAgain(rung, climbed[at - 1])).length;
  if (again > MOST_WAITS) {
    problems.push({
      call,
      text: `expected a socket to be offered again ${MOST_WAITS} times at most; found ${found}`,
    });
  }
  if (recovery?.rungs !== undefined && recovery.rungs.join(', ') !== rungs.join(', ')) {
    problems.push({ call, text: `expected the rungs ${recovery.rungs.join(', ')}; found ${found}` });
  }
  return problems;
}

/** After a leg that was refused or not reached, the same socket may be offered once more: that uses up no rung. */
const isOfferedAgain = (rung: Climbed['rung'], before: Climbed | undefined): boolean =>
  before !== undefined && before.notReached && isSocketRung(rung) && before.rung === rung;

const isSocketRung = (rung: Climbed['rung']): boolean => rung === 'same-socket' || rung === 'other-socket';

/** The tail and the static NCCO end with a person or an announcement, so they rank with the person. */
const HEIGHT: Readonly<Record<RungName, number>> = {
  'same-socket': 1,
  'other-socket': 2,
  person: 3,
  tail: 3,
  static: 3,
  voicemail: 4,
};
