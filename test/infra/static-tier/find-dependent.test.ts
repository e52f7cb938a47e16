import { errorsOf } from '../../../ncco/check-ncco.ts';
import { findDependent } from '../../../infra/static-tier/find-dependent.ts';

const BOT = { type: 'websocket', uri: 'wss://bot.example.com', 'content-type': 'audio/l16;rate=8000' };
const problemsOf = (ncco: unknown) => findDependent(JSON.parse(JSON.stringify(ncco)));

describe('findDependent: a static NCCO that needs a webhook is refused, with the path and why', () => {
  const talk = { action: 'talk', text: 'We are sorry.' };
  const URLS = ['https://example.com/event'];
  const EVENT_URL = JSON.stringify(URLS);
  const phone = { type: 'phone', number: '447700900011' };

  it.each([
    ['an input', [talk, { action: 'input', type: ['dtmf'] }], '$[1].action', '"input"'],
    ['a notify', [talk, { action: 'notify', payload: {}, eventUrl: URLS }], '$[1].action', '"notify"'],
    ['a payment', [talk, { action: 'pay', amount: 1 }], '$[1].action', '"pay"'],
    [
      'a connect with an event URL',
      [{ action: 'connect', endpoint: [phone], eventUrl: URLS }],
      '$[0].eventUrl',
      EVENT_URL,
    ],
    [
      'a connect that waits for an answer where no person answers',
      [{ action: 'connect', endpoint: [phone], eventType: 'synchronous' }],
      '$[0].eventType',
      '"synchronous"',
    ],
    [
      'an NCCO for the person who answers',
      [{ action: 'connect', endpoint: [{ ...phone, onAnswer: { url: URLS[0] } }] }],
      '$[0].endpoint[0].onAnswer',
      '{"url":"https://example.com/event"}',
    ],
    [
      'a conversation with an event URL',
      [{ action: 'conversation', name: 'a', eventUrl: URLS }],
      '$[0].eventUrl',
      EVENT_URL,
    ],
    ['a talk with an event URL', [{ ...talk, eventUrl: URLS }], '$[0].eventUrl', EVENT_URL],
    [
      'a transcription with an event URL',
      [{ action: 'record', transcription: { eventUrl: URLS } }],
      '$[0].transcription.eventUrl',
      EVENT_URL,
    ],
  ])('%s', (_, ncco, path, found) => {
    const problems = problemsOf(ncco);
    expect(problems).toContainEqual({
      severity: 'error',
      path,
      expected: expect.stringMatching(/^no .* is played when both regions are down: /),
      found,
    });
    expect(errorsOf(problems)).toHaveLength(1);
  });

  it.each([
    ['text of a header that is called so', { ...BOT, headers: { eventUrl: 'a' } }],
    ['a bot of its own', BOT],
  ])('but not %s', (_, endpoint) => {
    expect(problemsOf([{ action: 'connect', endpoint: [endpoint] }, talk])).toEqual([]);
  });
});

it('what tells of a recording is lost, which is a warning', () => {
  expect(
    problemsOf([{ action: 'record' }, { action: 'conversation', name: 'a', record: true }]),
  ).toMatchObject([
    { severity: 'warning', path: '$[0].action' },
    { severity: 'warning', path: '$[1].record' },
  ]);
});

it.each([['no list'], [null], [[null, 5]]])('says nothing of %j, which is no NCCO', (value) => {
  expect(problemsOf(value)).toEqual([]);
});
