import type { JournalObjects, Put } from '../../../cli/smoke/aws/journal-objects.ts';
import { conditionalPut } from '../../../cli/smoke/rows/conditional-put.ts';
import type { Target } from '../../../cli/smoke/target.ts';

/** A bucket with versions that answers a PUT as told, one after the other, and writes down what is deleted. */
async function checkedAgainst(...answers: readonly Put[]) {
  const removed: (string | undefined)[] = [];
  const left = [...answers];
  const journal: JournalObjects = {
    putNew: async () => left.shift() ?? { status: 500, version: undefined },
    remove: async (_key, version) => void removed.push(version),
  };
  const { status, found } = await conditionalPut.check({ journal } as unknown as Target);
  return { status, found, removed };
}

describe('the row conditional-put', () => {
  it('deletes what it wrote, and nothing of the PUT that was refused: without a version that leaves a delete marker', async () => {
    const { status, found, removed } = await checkedAgainst(
      { status: 200, version: 'v1' },
      { status: 412, version: undefined },
    );
    expect(`${status}: ${found}`).toBe('ok: 200, then 412');
    expect(removed).toStrictEqual(['v1']);
  });

  it('deletes both where S3 has taken both', async () => {
    const { status, found, removed } = await checkedAgainst(
      { status: 200, version: 'v1' },
      { status: 200, version: 'v2' },
    );
    expect(`${status}: ${found}`).toBe('differs: 200, then 200');
    expect(removed).toStrictEqual(['v1', 'v2']);
  });
});
