import type { HistoryRecord } from '../../../contracts/history.ts';
import { addedOf, theGuardAddsLittle } from '../../../drill/checkers/the-guard-adds-little.ts';
import { aPromise, anExpectation } from './a-history.ts';

const CALLS = ['a', 'b', 'c'];
const expected = anExpectation(CALLS.map((call) => aPromise({ call })));

/** Each caller waits so long for an answer to an input. */
const guarded = (...waitsMs: readonly number[]): readonly HistoryRecord[] =>
  waitsMs.flatMap((tookMs, index) => {
    const call = CALLS[index] ?? '';
    return [
      { atMs: 1000, call, type: 'wants-ncco', why: 'input' },
      { atMs: 1000 + tookMs, call, type: 'heard', what: 'bot', content: 'wss://b', request: 'r' },
      { atMs: 5000, call, type: 'call-ended', by: 'caller', detail: '' },
    ] satisfies HistoryRecord[];
  });
const without = (...waitsMs: readonly number[]): readonly HistoryRecord[] =>
  waitsMs.map((tookMs) => ({ atMs: 0, call: 'x', type: 'waited-without-guard', why: 'input', tookMs }));

describe('theGuardAddsLittle', () => {
  it('compares the medians, whatever one call took', () => {
    const history = [...guarded(70, 65, 900), ...without(10, 300, 5)];
    expect(addedOf(history, expected)).toMatchObject([{ why: 'input', addedMs: 60 }]);
    expect(theGuardAddsLittle.check(history, expected)).toEqual({ problems: [] });
  });

  it('fails with more than 60 ms, and says when and by how much, so that a busy machine can excuse it', () => {
    const { problems } = theGuardAddsLittle.check(
      [...guarded(75, 65, 900), ...without(10, 300, 5)],
      expected,
    );
    expect(problems).toEqual([
      {
        call: 'a',
        text: 'the guard added more than 60 ms to the wait for an NCCO (input)',
        detail: '65 ms',
        timing: expect.objectContaining({ fromMs: 1000, toMs: 1075, excessMs: 5 }),
      },
    ]);
  });

  it('says nothing where no call was placed without the guard', () => {
    expect(theGuardAddsLittle.check(guarded(500, 500, 500), expected)).toEqual({ problems: [] });
  });
});
