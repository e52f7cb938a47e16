import { CUSTOMERS, DRILLED_NUMBERS } from '../../../drill/call-flows/several-numbers.ts';
import { numberPromise } from '../../../drill/run/number-promise.ts';

describe('the promise to the caller of one of several numbers', () => {
  it('is all that this number says, and nothing that only another one does', () => {
    for (const { number, greeting, asks, chosen, person } of DRILLED_NUMBERS) {
      const promised = numberPromise(DRILLED_NUMBERS, number);
      expect(promised?.hears.map(({ content }) => content)).toEqual([greeting, asks, chosen, person]);
      expect(promised?.neverHears).toHaveLength(8);
      expect(promised?.neverHears).not.toEqual(expect.arrayContaining([greeting]));
      expect(promised?.endsWith).toEqual([
        { partner: { what: 'person', content: person }, endedBy: 'caller' },
      ]);
    }
  });

  it('is what is said in place of a look-up that finds nothing', () => {
    const wordsOf = (findsNothing?: boolean) =>
      numberPromise([CUSTOMERS], CUSTOMERS.number, findsNothing)?.hears[0]?.content;
    expect([wordsOf(), wordsOf(true)]).toEqual([CUSTOMERS.greeting, CUSTOMERS.otherwise]);
    expect(CUSTOMERS.otherwise).not.toBe(CUSTOMERS.greeting);
  });

  it('is none where the number is not one of them', () => {
    expect(numberPromise(DRILLED_NUMBERS, '447700900000')).toBeUndefined();
  });
});
