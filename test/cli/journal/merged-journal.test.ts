import { createMergedJournal } from '../../../cli/journal/merged-journal.ts';
import type { JournalSource } from '../../../cli/journal/s3-source.ts';

const RECORD = { receivedAt: '2026-01-01T12:00:00.000Z', region: 'one', event: { status: 'completed' } };
const KEY = `calls/2026-01-01/CON-1/2026-01-01T12-00-00.000Z-completed-${'0'.repeat(32)}.json`;
const keyOf = (index: number): string => KEY.replace('CON-1', `CON-${String(index)}`);

async function* pages(...given: readonly (readonly string[] | Error)[]): AsyncGenerator<readonly string[]> {
  for (const page of given) {
    if (page instanceof Error) throw page;
    yield await Promise.resolve(page);
  }
}

const source = (region: string, more: Partial<JournalSource> = {}): JournalSource => ({
  region,
  keys: () => pages([KEY]),
  folders: () => pages(['b', 'a']),
  read: () => Promise.resolve(JSON.stringify(RECORD)),
  ...more,
});
const away = (name = 'TimeoutError'): Error => Object.assign(new Error('away'), { name });
const fails = (name?: string) => () => Promise.reject(away(name));

describe('two journals as one', () => {
  it('hold a key once, and folders sorted', async () => {
    const journal = createMergedJournal([
      source('one'),
      source('two', { folders: () => pages(['c'], ['a']) }),
    ]);
    expect([...(await journal.keys('calls/'))]).toEqual([[KEY, ['one', 'two']]]);
    expect(await journal.folders('calls/')).toEqual(['a', 'b', 'c']);
    expect(journal.unavailable()).toEqual([]);
    expect(journal.unread()).toEqual([]);
  });

  it('are read from the other copy where one cannot be', async () => {
    for (const read of [fails(), fails('AccessDenied'), () => Promise.resolve('{')]) {
      const journal = createMergedJournal([source('one', { read }), source('two')]);
      expect(await journal.read(KEY, ['one', 'two'])).toEqual(RECORD);
      expect(journal.unread()).toEqual([]);
    }
  });

  it('name what neither copy gives, with what its key says, and why', async () => {
    const journal = createMergedJournal([
      source('one', { read: fails('AccessDenied') }),
      source('two', { read: () => Promise.resolve('') }),
    ]);
    expect(await journal.read(KEY, ['one', 'two'])).toBeUndefined();
    expect(journal.unread()).toEqual([
      {
        key: KEY,
        regions: ['one', 'two'],
        kind: 'completed',
        conversation: 'CON-1',
        timestamp: '2026-01-01T12:00:00.000Z',
        problem:
          'a refusal by AWS in one: these credentials lack a permission (AccessDenied: away); expected a record of the journal in two, found an empty object',
        fix: expect.stringMatching(/^Use credentials .* look at it in the bucket\.$/),
      },
    ]);
  });

  it('do not ask again for an object that could not be read', async () => {
    let asked = 0;
    const read = () => {
      asked += 1;
      return Promise.reject(away());
    };
    const journal = createMergedJournal([source('one', { read })]);
    for (let time = 0; time < 3; time += 1) expect(await journal.read(KEY, ['one'])).toBeUndefined();
    expect(asked).toBe(1);
  });

  it.each(['AccessDenied', 'InternalError', 'NoSuchKey', 'SlowDown'])(
    'lose one object by the error of one object: %s',
    async (name) => {
      const read = (key: string) => (key === keyOf(3) ? fails(name)() : source('one').read(key));
      const journal = createMergedJournal([source('one', { read })]);
      for (let index = 0; index < 100; index += 1)
        expect((await journal.read(keyOf(index), ['one'])) === undefined).toBe(index === 3);
      expect(journal.unread().map(({ key }) => key)).toEqual([keyOf(3)]);
    },
  );

  it.each([
    [0, 50],
    [199, 50],
    [1_000, 10],
    [6_000, 3],
    [15_000, 3],
  ])(
    'stop asking a region that is silent for 10 s and three requests, and name the rest as unread: %d ms each',
    async (eachMs, expected) => {
      let asked = 0;
      let nowMs = 0;
      const read = () => {
        asked += 1;
        nowMs += eachMs;
        return Promise.reject(away());
      };
      const journal = createMergedJournal([source('one', { read })], () => nowMs);
      for (let index = 0; index < 50; index += 1) await journal.read(keyOf(index), ['one']);
      expect(asked).toBe(expected);
      expect(journal.unread()).toHaveLength(50);
    },
  );

  it('go on asking where an answer comes in between', async () => {
    let asked = 0;
    const read = () => {
      asked += 1;
      return asked % 3 === 0 ? fails('AccessDenied')() : fails()();
    };
    const journal = createMergedJournal([source('one', { read })], () => asked * 15_000);
    for (let index = 0; index < 50; index += 1) await journal.read(keyOf(index), ['one']);
    expect(asked).toBe(50);
  });

  it('name a list that fails, once a prefix, keep its pages before that, and go on with other lists', async () => {
    const one = source('one', {
      keys: (prefix) => (prefix === 'calls/bad/' ? pages(['early'], away('AccessDenied')) : pages([KEY])),
    });
    const journal = createMergedJournal([one, source('two')]);
    for (let time = 0; time < 2; time += 1)
      expect([...(await journal.keys('calls/bad/'))]).toEqual([
        ['early', ['one']],
        [KEY, ['two']],
      ]);
    expect([...(await journal.keys('calls/good/'))]).toEqual([[KEY, ['one', 'two']]]);
    expect(journal.unavailable()).toEqual([
      {
        region: 'one',
        prefixes: ['calls/bad/'],
        problem: 'a refusal by AWS in one: these credentials lack a permission (AccessDenied: away)',
        fix: expect.any(String),
      },
    ]);
  });

  it('are no error where both break off after what they have listed', async () => {
    const half = { keys: () => pages([KEY], away()) };
    const journal = createMergedJournal([source('one', half), source('two', half)]);
    expect([...(await journal.keys('calls/'))]).toEqual([[KEY, ['one', 'two']]]);
    expect(journal.unavailable()).toHaveLength(2);
  });

  it('are an error where neither has ever listed anything, and none where one has', async () => {
    const bad = { keys: () => pages(away()) };
    const dead = createMergedJournal([source('one', bad), source('two', bad)]);
    await expect(dead.keys('calls/')).rejects.toThrow('Expected at least one of the two journals to answer');
    expect(await dead.folders('calls/')).toEqual(['a', 'b']);
    expect([...(await dead.keys('calls/'))]).toEqual([]);
    expect(dead.unavailable()).toMatchObject([{ region: 'one' }, { region: 'two' }]);
  });

  it.each<[string, string]>([
    ...['', '{', 'null', '[]', '{"event":{}}'].map((text): [string, string] => [text, text]),
    ['an event that is a list', '{"receivedAt":"2026-01-01T12:00:00.000Z","region":"y","event":[]}'],
    ['a receipt at no time', '{"receivedAt":"soon","region":"y","event":{}}'],
    ['no region', '{"receivedAt":"2026-01-01T12:00:00.000Z","event":{}}'],
    [
      'an event that is nested too deep',
      `{"receivedAt":"2026-01-01T12:00:00.000Z","region":"y","event":{"a":${'['.repeat(300)}${']'.repeat(300)}}}`,
    ],
  ])('take for no record: %s', async (_case, text) => {
    const journal = createMergedJournal([source('one', { read: () => Promise.resolve(text) })]);
    expect(await journal.read(KEY, ['one'])).toBeUndefined();
    expect(journal.unread()).toMatchObject([{ problem: expect.stringContaining('expected a record') }]);
  });
});
