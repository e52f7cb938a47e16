import type { Answered } from '../../../cli/smoke/ask.ts';
import { checkRows } from '../../../cli/smoke/check-rows.ts';
import type { Faults } from '../../../cli/smoke/faults/faults.ts';
import { DiffersError, NotCheckedError, differs } from '../../../cli/smoke/finding.ts';
import type { Row } from '../../../cli/smoke/row.ts';
import type { Target } from '../../../cli/smoke/target.ts';
import { faultRow, plainRow } from './a-row.ts';

const SEEN = { kind: 'answered', status: 502 } as Answered;

/** Rows, asked of a target that writes down its faults. */
async function checked(rows: readonly Row[], during?: Faults['during']) {
  const faults: string[] = [];
  const reported: string[] = [];
  const writesDown: Faults['during'] = async (fault, work) => {
    faults.push(fault);
    return work(SEEN);
  };
  const target = { faults: { during: during ?? writesDown } } as unknown as Target;
  const results = await checkRows(rows, target, ({ row }) => reported.push(row.name));
  return {
    faults,
    reported,
    results: results.map(({ row, status, found }) => `${row.name} ${status}: ${found}`),
  };
}

const throws = (error: Error) => () => {
  throw error;
};

describe('checkRows', () => {
  it('asks each in turn, and tells of each as it is known', async () => {
    const { results, reported } = await checked([plainRow('a'), plainRow('b', () => differs('wrong'))]);
    expect(results).toEqual(['a ok: fine', 'b differs: wrong']);
    expect(reported).toEqual(['a', 'b']);
  });

  it('goes on after a row that cannot be asked, and after one that gets no answer', async () => {
    const { results } = await checked([
      plainRow('a', throws(new NotCheckedError('no credentials'))),
      plainRow('b', throws(new DiffersError('no answer'))),
      plainRow('c'),
    ]);
    expect(results).toEqual(['a not-checked: no credentials', 'b differs: no answer', 'c ok: fine']);
  });

  it('applies a fault once for neighbours, and anew for each other group', async () => {
    const rows = [
      faultRow('a', 'hang'),
      faultRow('b', 'hang'),
      faultRow('c', 'crash'),
      plainRow('d'),
      faultRow('e', 'hang'),
    ];
    const { faults, results } = await checked(rows);
    expect(faults).toEqual(['hang', 'crash', 'hang']);
    expect(results).toHaveLength(5);
  });

  it('says of every row under a fault that cannot be applied why it was not checked', async () => {
    const { results } = await checked([faultRow('a', 'hang'), faultRow('b', 'hang'), plainRow('c')], () =>
      Promise.reject(new NotCheckedError('not drillable')),
    );
    expect(results).toEqual(['a not-checked: not drillable', 'b not-checked: not drillable', 'c ok: fine']);
  });

  it('ends with what is no finding: a fault that could not be undone', async () => {
    await expect(
      checked([faultRow('a', 'hang'), plainRow('b')], () => Promise.reject(new Error('stays throttled'))),
    ).rejects.toThrow('stays throttled');
  });
});
