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
  const { greeting, otherwise = greeting, asks, chosen, person } = called;
  const partner = { what: 'person', content: person } as const;
  const words = [findsNothing ? otherwise : greeting, asks, chosen];
  return {
    hears: [
      ...words.flatMap((content) => (content === undefined ? [] : [{ what: 'talk', content } as const])),
      partner,
    ],
    neverHears: numbers
      .filter((each) => each !== called)
      .flatMap((each) => [each.greeting, each.asks ?? [], each.chosen, each.person].flat()),
    endsWith: [{ partner, endedBy: 'caller' }],
  };
}
