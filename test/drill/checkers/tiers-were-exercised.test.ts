import { tiersWereExercised } from '../../../drill/checkers/tiers-were-exercised.ts';
import { CallHistory, aHealthyCall, aPromise, anExpectation } from './a-history.ts';

const { check } = tiersWereExercised;

describe('tiersWereExercised', () => {
  it.each(['secondary', 'static'] as const)(
    'passes when the call was served by the promised %s tier',
    (tier) => {
      const history = new CallHistory().wantsNcco().fallsBack(tier).records;
      expect(check(history, anExpectation([aPromise({ servedBy: tier })]))).toEqual({ problems: [] });
    },
  );

  it('passes when the primary served, by its name in the answer URL', () => {
    expect(check(aHealthyCall().records, anExpectation())).toEqual({ problems: [] });
  });

  it('fails when the fault did not take and the primary served', () => {
    expect(
      check(aHealthyCall().records, anExpectation([aPromise({ servedBy: 'secondary' })])).problems,
    ).toEqual([{ call: 'a', text: 'expected to be served by secondary; found primary' }]);
  });

  it('fails when the static tier served instead of the secondary', () => {
    const history = new CallHistory().wantsNcco().fallsBack('static').records;
    expect(check(history, anExpectation([aPromise({ servedBy: 'secondary' })])).problems).toHaveLength(1);
  });

  it('is unknown when no request met the rule that the fault is about', () => {
    const history = new CallHistory().wantsNcco().fallsBack('secondary').records;
    const meeting = (meets: string) =>
      check(history, anExpectation([aPromise({ servedBy: 'secondary' })], { meets }));
    expect(meeting('last-attempt-goes-to-the-fallback')).toEqual({ problems: [] });
    expect(meeting('reset-connection-is-retried')).toEqual({
      problems: [],
      unknown:
        'expected a request that meets the rule reset-connection-is-retried; found none: the fault had no effect',
    });
  });

  it('is unknown when no call, or not every call, was placed', () => {
    expect(check([], anExpectation([])).unknown).toBe(
      'expected every call to be placed; found that 0 of 0 calls were not placed',
    );
    expect(check([], anExpectation()).unknown).toBe(
      'expected every call to be placed; found that 1 of 1 calls were not placed',
    );
    const half = anExpectation([aPromise(), aPromise({ call: 'b' })]);
    expect(check(aHealthyCall().records, half).unknown).toBe(
      'expected every call to be placed; found that 1 of 2 calls were not placed',
    );
  });
});
