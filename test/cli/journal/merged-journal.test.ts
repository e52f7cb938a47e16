import { createMergedJournal } from '../../../cli/journal/merged-journal.ts';
import type { JournalSource } from '../../../cli/journal/s3-source.ts';

const RECORD = { receivedAt: '2026-01-01T12:00:00.000Z', region: 'one', event: { status: 'completed' } };
const KEY = 'calls/2026-01-01/CON-1/a.json';

const source = (region: string, more: Partial<JournalSource> = {}): JournalSource => ({
  region,
  keys: () => Promise.resolve([KEY]),
  folders: () => Promise.resolve(['b', 'a']),
  read: () => Promise.resolve(JSON.stringify(RECORD)),
  ...more,
});
const fails = (name = 'TimeoutError') => {
  const error = new Error('away');
  error.name = name;
  return () => Promise.reject(error);
};

describe('two journals as one', () => {
  it('hold a key once, and folders sorted', async () => {
    const journal = createMergedJournal([
      source('one'),
      source('two', { folders: () => Promise.resolve(['c', 'a']) }),
    ]);
    expect([...(await journal.keys('calls/'))]).toEqual([[KEY, ['one', 'two']]]);
    expect(await journal.folders('calls/')).toEqual(['a', 'b', 'c']);
    expect(journal.unavailable()).toEqual([]);
  });

  it('are read from the other copy when one becomes unavailable half-way, which is not asked again', async () => {
    let asked = 0;
    const one = source('one', {
      read: () => {
        asked += 1;
        return fails()();
      },
    });
    const journal = createMergedJournal([one, source('two')]);
    await journal.keys('calls/');
    for (let time = 0; time < 3; time += 1) expect(await journal.read(KEY, ['one', 'two'])).toEqual(RECORD);
    expect(asked).toBe(1);
    expect(journal.unavailable()).toMatchObject([
      { region: 'one', problem: 'no answer from AWS in one (TimeoutError: away)', fix: expect.any(String) },
    ]);
  });

  it('are asked no more once they are unavailable', async () => {
    let asked = 0;
    const keys = () => {
      asked += 1;
      return fails()();
    };
    const journal = createMergedJournal([source('one', { keys }), source('two')]);
    for (let time = 0; time < 3; time += 1)
      expect([...(await journal.keys('calls/')).values()]).toEqual([['two']]);
    expect(asked).toBe(1);
  });

  it('have no copy where all that hold it are unavailable', async () => {
    const journal = createMergedJournal([source('one', { read: fails() }), source('two')]);
    expect(await journal.read(KEY, ['one'])).toBeUndefined();
  });

  it('stay where only an object is gone', async () => {
    const journal = createMergedJournal([source('one', { read: fails('NoSuchKey') }), source('two')]);
    expect(await journal.read(KEY, ['one', 'two'])).toEqual(RECORD);
    expect(journal.unavailable()).toEqual([]);
  });

  it.each(['', '{', 'null', '[]', '{"event":{}}', '{"receivedAt":"x","region":"y","event":[]}'])(
    'take %j for no record',
    async (text) => {
      const journal = createMergedJournal([source('one', { read: () => Promise.resolve(text) })]);
      expect(await journal.read(KEY, ['one'])).toBeUndefined();
    },
  );
});
