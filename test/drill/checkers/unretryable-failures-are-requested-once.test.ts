import { unretryableFailuresAreRequestedOnce } from '../../../drill/checkers/answers.ts';
import type { HistoryRecord, RequestKind } from '../../../contracts/history.ts';
import { aHealthyCall, anExpectation } from './a-history.ts';

const check = (records: readonly HistoryRecord[]) =>
  unretryableFailuresAreRequestedOnce.check(records, anExpectation()).problems;

const answered = (kind: RequestKind, status: number): HistoryRecord => ({
  atMs: 1,
  call: 'a',
  type: 'outcome',
  request: '1',
  kind,
  tookMs: 1,
  outcome: { kind: 'response', status, headers: {}, body: '' },
  next: 'retry',
  rule: 'r',
});

describe('unretryableFailuresAreRequestedOnce', () => {
  it('passes for a healthy call, and for a failure that leaves as 502', () => {
    expect(check(aHealthyCall().records)).toEqual([]);
    expect(check([answered('answer', 502)])).toEqual([]);
  });

  it.each([429, 503, 504])('fails for an answer that leaves as %i, whatever it cost', (status) => {
    expect(check([answered('answer', status)])).toEqual([
      {
        call: 'a',
        text: `the answer request was answered ${String(status)}, which Vonage retries; expected a status that it does not retry`,
      },
    ]);
    expect(check([answered('fallback', status)])).toHaveLength(1);
  });

  it('lets an event ask to be sent again: its journals may be back then', () => {
    expect(check([answered('event', 503)])).toEqual([]);
  });
});
