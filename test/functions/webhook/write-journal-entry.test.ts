import { systemClock } from '../../../contracts/clock.ts';
import { jest } from '@jest/globals';
import { writeJournalEntry } from '../../../functions/webhook/write-journal-entry.ts';
import { fakeBucket } from '../support/journal.ts';
import type { BucketBehavior } from '../support/journal.ts';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

const ENTRY = { key: 'calls/a', body: '{}' };
const IN_TURN = { perBucketMs: 500, otherAfterMs: 500 };
const HEDGED = { perBucketMs: 300, otherAfterMs: 100 };

const keep = (own: BucketBehavior, other: BucketBehavior, timeouts = IN_TURN) => {
  const buckets = { own: fakeBucket('own', own), other: fakeBucket('other', other) };
  const over = new AbortController();
  let kept: unknown = 'waiting';
  void writeJournalEntry(ENTRY, buckets, timeouts, over.signal, systemClock).then(
    (result) => (kept = result),
  );
  return { ...buckets, end: () => over.abort(new Error('enough')), kept: () => kept };
};
const after = (ms: number) => jest.advanceTimersByTimeAsync(ms);

describe('an entry goes into one journal', () => {
  it('the own region’s, and asks no other then', async () => {
    const { own, other, kept } = keep('keeps', 'keeps');
    await after(10_000);
    expect(kept()).toEqual({ kept: true, region: 'own', how: 'written' });
    expect([own.objects.size, other.asked.length]).toEqual([1, 0]);
  });

  it.each<BucketBehavior>(['fails', 'throws'])(
    'the other region’s at once where the own one %s',
    async (own) => {
      const { other, kept } = keep(own, 'keeps');
      await after(0);
      expect(kept()).toEqual({ kept: true, region: 'other', how: 'written' });
      expect(other.objects.get(ENTRY.key)).toBe(ENTRY.body);
    },
  );

  it('the other region’s after 500 ms where the own one hangs, which is given up', async () => {
    const { own, other, kept } = keep('hangs', 'keeps');
    await after(499);
    expect([other.asked.length, own.givenUp()]).toEqual([0, 0]);
    await after(1);
    expect(kept()).toMatchObject({ kept: true, region: 'other' });
    expect(own.givenUp()).toBe(1);
  });

  it('the other region’s after 100 ms where somebody waits, while the own one may still answer', async () => {
    const { own, other, kept } = keep('hangs', 'keeps', HEDGED);
    await after(99);
    expect(other.asked).toEqual([]);
    await after(1);
    expect(kept()).toMatchObject({ kept: true, region: 'other' });
    expect(own.givenUp()).toBe(0);
  });

  it('none, after 1000 ms, where both hang', async () => {
    const { own, other, kept } = keep('hangs', 'hangs');
    await after(999);
    expect(kept()).toBe('waiting');
    await after(1);
    expect(kept()).toEqual({
      kept: false,
      problems: ['own: no answer within 500 ms', 'other: no answer within 500 ms'],
    });
    expect([own.givenUp(), other.givenUp()]).toEqual([1, 1]);
  });

  it('none, after 400 ms, where both hang and somebody waits', async () => {
    const { kept } = keep('hangs', 'hangs', HEDGED);
    await after(399);
    expect(kept()).toBe('waiting');
    await after(1);
    expect(kept()).toMatchObject({ kept: false });
  });

  it('none where both fail, and says why', async () => {
    const { kept } = keep('fails', 'throws');
    await after(0);
    expect(kept()).toEqual({
      kept: false,
      problems: ['own: S3 answered 503: SlowDown.', 'other: a broken bucket'],
    });
  });

  it('and leaves nothing running once it is over', async () => {
    const { own, other, end, kept } = keep('hangs', 'hangs', HEDGED);
    await after(150);
    end();
    await after(0);
    expect(kept()).toEqual({ kept: false, problems: ['own: enough', 'other: enough'] });
    expect([own.givenUp(), other.givenUp()]).toEqual([1, 1]);
    expect(jest.getTimerCount()).toBe(0);
  });

  it.each<[BucketBehavior, BucketBehavior]>([
    ['keeps', 'hangs'],
    ['hangs', 'keeps'],
    ['fails', 'keeps'],
    ['fails', 'fails'],
  ])('and leaves no timer behind (own %s, other %s)', async (own, other) => {
    const { end } = keep(own, other, HEDGED);
    await after(100);
    end();
    expect(jest.getTimerCount()).toBe(0);
  });
});
