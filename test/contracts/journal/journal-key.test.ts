import { conversationFolder, journalKey } from '../../../contracts/journal/journal-key.ts';
import type { Fields } from '../../../contracts/call.ts';
import { goodEvents } from './event-fixtures.ts';

const CONVERSATION = 'CON-aaaaaaaa-bbbb-cccc-dddd-0123456789ab';
const COMPLETED = {
  status: 'completed',
  conversation_uuid: CONVERSATION,
  timestamp: '2020-01-01T12:00:02.000Z',
  duration: '2',
  headers: { attempt: 1, caller: '447700900123' },
};
const parts = (event: Fields) => {
  const [, day, conversation, name] = journalKey(event).split('/');
  return { day, conversation, name: name?.replace(/-[0-9a-f]{32}\.json$/, '') };
};

describe('where an event is kept', () => {
  it('is named by day, conversation, time, kind and digest', () => {
    // Frozen: another key for the same event would be a second copy of it.
    expect(journalKey(COMPLETED)).toBe(
      `calls/2020-01-01/${CONVERSATION}/2020-01-01T12-00-02.000Z-completed-862d1940124b0334952668983cb4fce3.json`,
    );
  });

  it.each<[string, Fields, string]>([
    [
      'a lost recording',
      {
        recording_url: '',
        recording_uuid: 'r',
        conversation_uuid: CONVERSATION,
        timestamp: COMPLETED.timestamp,
      },
      '2020-01-01T12-00-02.000Z-unknown-b81be6f78c6d60b8d440734cfd3519ca',
    ],
    [
      'an input of nothing',
      { dtmf: '', timed_out: true, conversation_uuid: CONVERSATION, timestamp: COMPLETED.timestamp },
      '2020-01-01T12-00-02.000Z-unknown-19f6be298d3d399caa8757e54c8e4913',
    ],
  ])('stays as it is for %s, of which only readers know the kind', (_case, event, name) => {
    expect(journalKey(event)).toBe(`calls/2020-01-01/${CONVERSATION}/${name}.json`);
  });

  it.each(goodEvents())('is a safe key for %s', (_name, event) => {
    expect(journalKey(event)).toMatch(
      /^calls\/(\d{4}-\d\d-\d\d|undated)\/[\w-]+(\.[\w-]+)?\/[\w.-]+-[a-z_]+-[0-9a-f]{32}\.json$/,
    );
    expect(journalKey(event).length).toBeLessThan(300);
  });

  it('differs for each event of the fact sheet that says something else', () => {
    const equal = ['answered', 'answered--empty-texts'];
    const events = goodEvents().filter(([name]) => !equal.includes(name));
    expect(new Set(events.map(([, event]) => journalKey(event))).size).toBe(events.length);
    const [first, second] = goodEvents().filter(([name]) => equal.includes(name));
    expect(journalKey(first?.[1] ?? {})).toBe(journalKey(second?.[1] ?? {}));
  });

  it.each<[string, Fields]>([
    ['keys in another order', Object.fromEntries(Object.entries(COMPLETED).reverse())],
    ['a number for its text', { ...COMPLETED, duration: 2 }],
    ['what is empty', { ...COMPLETED, network: null, start_time: '', speech: { results: [] } }],
    ['nested values as JSON text', { ...COMPLETED, headers: JSON.stringify(COMPLETED.headers) }],
    [
      'nested values in brackets',
      { ...COMPLETED, headers: undefined, 'headers[caller]': '447700900123', 'headers[attempt]': '1' },
    ],
    [
      'nested values with dots',
      { ...COMPLETED, headers: undefined, 'headers.caller': '447700900123', 'headers.attempt': '1' },
    ],
    [
      'the fields that only the fallback gets',
      { ...COMPLETED, reason: 'Socket timeout.', original_request: { url: 'https://x', type: 'event' } },
    ],
    ['the same in a query', { ...COMPLETED, reason: 'x', 'original_request[url]': 'y' }],
    ['the same as JSON text', { ...COMPLETED, reason: 'x', original_request: '{"type":"event"}' }],
    ['the same, cut off', { ...COMPLETED, reason: 'x', original_request: '{"type":' }],
  ])('is the same with %s', (_case, event) => {
    expect(journalKey(event)).toBe(journalKey(COMPLETED));
  });

  it('takes text inside of something for text, however that travels', () => {
    const text = '{"a":1}';
    expect(journalKey({ 'headers[x]': text })).toBe(journalKey({ headers: { x: text } }));
    expect(journalKey({ 'headers.x': text })).toBe(journalKey({ headers: JSON.stringify({ x: text }) }));
    expect(journalKey({ headers: { x: text } })).not.toBe(journalKey({ headers: { x: { a: 1 } } }));
  });

  it.each<[string, Fields]>([
    ['one value', { ...COMPLETED, duration: '3' }],
    ['a nested value', { ...COMPLETED, headers: { ...COMPLETED.headers, attempt: 2 } }],
    ['one field more', { ...COMPLETED, unknown: 'x' }],
    ['a value under another name', { ...COMPLETED, duration: undefined, durations: '2' }],
    ['an error’s own reason', { ...COMPLETED, reason: 'Syntax error in NCCO.' }],
    ['the time’s text, though not the time', { ...COMPLETED, timestamp: '2020-01-01T12:00:02Z' }],
  ])('differs with %s', (_case, event) => {
    expect(journalKey(event)).not.toBe(journalKey(COMPLETED));
  });

  it.each<[string, unknown, string, string]>([
    ['another zone', '2020-01-01T00:30:00.000+01:00', '2019-12-31', '2019-12-31T23-30-00.000Z-completed'],
    ['no milliseconds', '2020-01-01T12:00:02Z', '2020-01-01', '2020-01-01T12-00-02.000Z-completed'],
    ['no zone', '2020-01-01T12:00:02', 'undated', 'undated-completed'],
    ['nothing', undefined, 'undated', 'undated-completed'],
    ['a number', 1577880002000, 'undated', 'undated-completed'],
    ['an object', { a: 1 }, 'undated', 'undated-completed'],
    ['an impossible date', '2020-13-41T99:00:00Z', 'undated', 'undated-completed'],
    ['a date before the year 0', '0000-01-01T00:00:00+23:59', 'undated', 'undated-completed'],
    ['a path', '2020-01-01T12:00:02.000Z/../../x', 'undated', 'undated-completed'],
  ])('reads a timestamp with %s', (_case, timestamp, day, name) => {
    expect(parts({ ...COMPLETED, timestamp })).toEqual({ day, conversation: CONVERSATION, name });
  });

  it('is in the conversation that a transfer leaves', () => {
    const transfer = { conversation_uuid_from: CONVERSATION, conversation_uuid_to: 'CON-other' };
    expect(parts(transfer).conversation).toBe(CONVERSATION);
  });
});

describe('a conversation’s folder', () => {
  it.each([
    [CONVERSATION, CONVERSATION],
    [CONVERSATION.slice('CON-'.length), CONVERSATION],
    ['041f4dffd9f4aa932512dd55e3abc123', '041f4dffd9f4aa932512dd55e3abc123'],
    [undefined, 'conversation.missing'],
  ])('of %s is %s', (conversation, folder) => {
    expect(conversationFolder(conversation)).toBe(folder);
  });

  it.each(['..', '.', '', 'a/b', 'a\\b', 'a%2fb', 'a b', 'ü', 'a.b', '\u0000', 'x'.repeat(101)])(
    'of %j is a hash that no id can look like',
    (conversation) => {
      expect(conversationFolder(conversation)).toMatch(/^conversation\.[0-9a-f]{32}$/);
      expect(conversationFolder(conversationFolder(conversation))).not.toBe(conversationFolder(conversation));
    },
  );
});
