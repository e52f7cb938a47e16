import { noOtherNumberIsHeard } from '../../../drill/checkers/no-other-number-is-heard.ts';
import type { HistoryRecord } from '../../../contracts/history.ts';
import { aPromise, anExpectation } from './a-history.ts';

const expected = anExpectation([
  aPromise({ call: 'a', neverHears: ['Welcome to support.', '447700900141'] }),
  aPromise({ call: 'b' }),
]);
const heard = (
  call: string,
  content: string,
  what: Extract<HistoryRecord, { type: 'heard' }>['what'] = 'talk',
): HistoryRecord => ({ atMs: 0, call, type: 'heard', what, content, request: undefined });
const check = (...history: readonly HistoryRecord[]) =>
  noOtherNumberIsHeard.check(history, expected).problems.map(({ call, text }) => `${call}: ${text}`);

describe('noOtherNumberIsHeard', () => {
  it('passes where each caller hears the called number alone, or was promised nothing of the kind', () => {
    expect(check(heard('a', 'Welcome to sales.'), heard('b', 'Welcome to support.'))).toEqual([]);
  });

  it('fails where a caller hears the words, or the person, of another number', () => {
    expect(check(heard('a', 'Welcome to support.'), heard('a', '447700900141', 'person'))).toEqual([
      'a: expected what the called number says; found the talk "Welcome to support." of another number',
      'a: expected what the called number says; found the person "447700900141" of another number',
    ]);
  });
});
