import { callbacksAreJudgedAsExpected } from '../../../drill/checkers/callbacks.ts';
import type { HistoryRecord } from '../../../contracts/history.ts';
import { aHealthyCall, anExpectation } from './a-history.ts';

const sent = (found: string): HistoryRecord => ({
  atMs: 0,
  call: '',
  type: 'vector',
  vector: 'a token of 301 s',
  target: 'the primary’s answer',
  expected: '401 token-expired',
  found,
});
const check = (...records: readonly HistoryRecord[]) =>
  callbacksAreJudgedAsExpected.check([...aHealthyCall().records, ...records], anExpectation());

describe('callbacks-are-judged-as-expected', () => {
  it('has nothing against answers that are as expected, nor against calls without vectors', () => {
    expect(check(sent('401 token-expired'))).toEqual({ problems: [] });
    expect(check()).toEqual({ problems: [] });
  });

  it.each(['200 and an NCCO', '401 signature-mismatch', '502 internal', 'Error: ECONNRESET'])(
    'names the vector, where it was sent, and what came instead: %s',
    (found) => {
      const text = `a token of 301 s, at the primary’s answer: expected 401 token-expired, found ${found}`;
      expect(check(sent('401 token-expired'), sent(found)).problems).toEqual([{ call: '', text }]);
    },
  );
});
