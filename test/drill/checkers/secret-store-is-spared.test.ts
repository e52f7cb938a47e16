import { secretStoreIsSpared } from '../../../drill/checkers/secret-store-is-spared.ts';
import type { HistoryRecord } from '../../../contracts/history.ts';
import { aHealthyCall, anExpectation } from './a-history.ts';

type Reads = Extract<HistoryRecord, { type: 'secret-reads' }>;

const reads = (changes: Partial<Reads>): Reads => ({
  atMs: 9,
  call: '',
  type: 'secret-reads',
  region: 'the primary',
  reads: 12,
  environments: 3,
  tookMs: 29_999,
  gapMs: 10_000,
  ...changes,
});
const check = (...records: readonly HistoryRecord[]) => secretStoreIsSpared.check(records, anExpectation());

describe('secretStoreIsSpared', () => {
  it('passes without a watch, and if each environment reads at its start and once per gap', () => {
    expect(check(...aHealthyCall().records)).toEqual({ problems: [] });
    expect(check(reads({}), reads({ region: 'the secondary', reads: 1 }))).toEqual({ problems: [] });
  });

  it('fails for one more, and names the region', () => {
    expect(check(reads({ reads: 13 })).problems).toEqual([
      {
        call: '',
        text: 'the secret store of the primary was read too often',
        detail: 'expected at most 12 reads by 3 environments in 29999 ms; found 13',
      },
    ]);
    expect(check(reads({ reads: 13, tookMs: 30_000 })).problems).toEqual([]);
  });

  it('is unknown for a store without reads', () => {
    expect(check(reads({}), reads({ region: 'the secondary', reads: 0 })).unknown).toContain(
      'expected reads of the secret store of the secondary; found none',
    );
  });
});
