import { unauthenticatedCallersAreRefused } from '../../../drill/checkers/callbacks.ts';
import type { HistoryRecord } from '../../../contracts/history.ts';
import { aHealthyCall, anExpectation } from './a-history.ts';

type Flood = Extract<HistoryRecord, { type: 'flood' }>;

const aFlood = (changes: Partial<Flood> = {}): Flood => ({
  atMs: 9,
  call: '',
  type: 'flood',
  target: 'the primary’s answer',
  perSecond: 200,
  tookMs: 995,
  sent: 200,
  asExpected: 200,
  others: {},
  ...changes,
});
const check = (...records: readonly HistoryRecord[]) =>
  unauthenticatedCallersAreRefused.check(records, anExpectation());

describe('unauthenticatedCallersAreRefused', () => {
  it('passes without a flood, and if each forged callback is rejected', () => {
    expect(check(...aHealthyCall().records)).toEqual({ problems: [] });
    expect(check(aFlood())).toEqual({ problems: [] });
  });

  it.each(['status 200', 'status 204', 'status 404', 'status 429', 'status 503', 'ECONNRESET', 'no answer'])(
    'fails for %s, and names the target',
    (found) => {
      expect(check(aFlood({ asExpected: 198, others: { [found]: 2 } })).problems).toEqual([
        {
          call: '',
          text: `forged callbacks at the primary’s answer: expected each to be rejected, found ${found}`,
          detail: '2 times',
        },
      ]);
    },
  );

  it.each(['status 500', 'status 502'])('lets what is overloaded say so (%s)', (found) => {
    expect(check(aFlood({ asExpected: 199, others: { [found]: 1 } })).problems).toEqual([]);
  });

  it('says nothing of a flood that was none', () => {
    const half = { sent: 95, asExpected: 95 };
    expect(check(aFlood(half)).unknown).toBe(
      'expected 200 forged callbacks a second; this machine sent 95 in 995 ms',
    );
    // All of its targets together are what was ordered.
    expect(check(aFlood(half), aFlood(half)).unknown).toBeUndefined();
    expect(check(aFlood(half), aFlood({ ...half, atMs: 10 })).unknown).toBeDefined();
  });
});
