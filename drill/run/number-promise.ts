import type { DrilledNumber } from '../call-flows/several-numbers.ts';
import type { PromisedCall } from '../checkers/checker.ts';

/**
 * What a caller of this number is promised in its menu. Undefined: the number is none of these.
 * @param findsNothing its look-up, if it has one
 */
export function numberPromise(
  numbers: readonly DrilledNumber[],
  to: string,
  findsNothing = false,
): Pick<PromisedCall, 'hears' | 'neverHears' | 'endsWith'> | undefined {
  const called = numbers.find(({ number }) => number === to);
  if (called === undefined) return undefined;
  const { greeting, otherwise = greeting, chosen, person } = called;
  const partner = { what: 'person', content: person } as const;
  return {
    hears: [
      { what: 'talk', content: findsNothing ? otherwise : greeting },
      { what: 'talk', content: chosen },
      partner,
    ],
    neverHears: numbers
      .filter((each) => each !== called)
      .flatMap((each) => [each.greeting, each.chosen, each.person]),
    endsWith: [{ partner, endedBy: 'caller' }],
  };
}
