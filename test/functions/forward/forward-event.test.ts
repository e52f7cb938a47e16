import type { Ncco } from '../../../ncco/ncco.ts';
import { stateInUrl } from '../../../contracts/state-url.ts';
import { CALL, inWords, nccoOf, pressed } from '../flow/a-menu.ts';
import {
  MENU,
  applicationIsGone,
  close,
  events,
  hang,
  received,
  region,
  text,
} from './a-forwarding-region.ts';
import { type Behavior, EVENT_HOST, HOST, json } from './an-application.ts';

test('a key goes to the URL that the application named, and its NCCO is led here as well', async () => {
  const { event, urlAt, first } = await region(json(MENU));
  expect(first[0]).toEqual(MENU[0]);
  expect(stateInUrl(urlAt(1))).toBeDefined();
  const next = nccoOf(await event(urlAt(1), pressed('1')));
  expect(events()).toMatchObject([
    { method: 'POST', url: '/webhooks/dtmf?menu=main', body: Buffer.from(JSON.stringify(pressed('1'))) },
  ]);
  expect(inWords(next)).toEqual(['Press 1.', 'input']);
  expect(stateInUrl((next[1]?.['eventUrl'] as string[])[0])).toBeDefined();
});

describe('an answer without an NCCO stays one', () => {
  it.each<[string, Behavior, string]>([
    ['nothing', text(''), ''],
    ['[]', json([]), '[]'],
    ['204', text('', 204), ''],
    ['OK', text('OK'), ''],
    ['{}', json({}), ''],
  ])('%s', async (_what, behavior, body) => {
    const { event, urlAt } = await region(behavior);
    expect(await event(urlAt(1), pressed('1'))).toMatchObject({ statusCode: 200, body });
  });
});

describe('where the application fails at a key, the own step takes over', () => {
  it.each<[string, Behavior]>([
    ['closes', close],
    ['hangs', hang],
    ['500', json({}, 500)],
    ['503', json({}, 503)],
    ['a page', text('<html>')],
    ['a wrong NCCO', json([{ action: 'dance' }])],
  ])('%s', async (_what, behavior) => {
    const { event, urlAt, counts } = await region(behavior);
    const own = nccoOf(await event(urlAt(1), pressed('1')));
    expect(inWords(own).slice(0, 2)).toEqual(['Own step after input.', 'input']);
    expect(counts).toContainEqual(expect.objectContaining({ name: 'ApplicationFailed' }));
    const before = events().length;
    const second = nccoOf(await event(String((own[1]?.['eventUrl'] as string[])[0]), pressed('2')));
    expect(inWords(second)).toEqual(['Own second step.']);
    expect(events()).toHaveLength(before);
  });

  it('without a step the person', async () => {
    const { event, urlAt } = await region(close, MENU, { next: null });
    expect(inWords(nccoOf(await event(urlAt(1), pressed('1'))))[0]).toBe('A person.');
  });

  it('in the fallback too', async () => {
    const { fallback, urlAt } = await region(close);
    expect(inWords(nccoOf(await fallback(urlAt(1), pressed('1'))))[0]).toBe('Own step after input.');
    expect(JSON.parse(String(events()[0]?.body))).toMatchObject({ reason: 'Socket timeout.' });
  });
});

describe('the fallback', () => {
  it('asks the application for a call and for a key', async () => {
    const { fallback, answerAtFallback, urlAt } = await region(json([{ action: 'talk', text: 'Thanks.' }]));
    expect(inWords(nccoOf(await answerAtFallback()))).toEqual(['Press 1.', 'input']);
    expect(inWords(nccoOf(await fallback(urlAt(1), pressed('1'))))).toEqual(['Thanks.']);
    expect(inWords(nccoOf(await fallback('https://x.example.com/live/event', pressed('1'))))).toEqual([
      'Thanks.',
    ]);
    expect(events().at(-1)?.url).toBe('/webhooks/event');
  });
});

const STATUS = { ...CALL, status: 'completed', timestamp: '2026-01-01T12:00:00.000Z' };
const sentTo = (handlers: Awaited<ReturnType<typeof region>>, body: unknown) =>
  handlers.event('https://x.example.com/event', body);

describe('an event that no caller waits for', () => {
  it('goes to the event URL of the application, and is journaled', async () => {
    const handlers = await region(json([]));
    expect(await sentTo(handlers, STATUS)).toMatchObject({ statusCode: 200 });
    expect(events()).toMatchObject([{ url: '/webhooks/event', body: Buffer.from(JSON.stringify(STATUS)) }]);
    expect(handlers.lines.at(-1)).toMatchObject({ journal: 'written in eu-west-1', application: 'none' });
  });

  it('goes to another host where the application takes events there, and so does an input without a URL', async () => {
    const ncco: Ncco = [
      { action: 'talk', text: 'Press 1.' },
      { action: 'input', type: ['dtmf'] },
    ];
    const handlers = await region(json([{ action: 'talk', text: 'Thanks.' }]), ncco, {
      eventHost: EVENT_HOST,
    });
    await sentTo(handlers, STATUS);
    expect(inWords(nccoOf(await handlers.event(handlers.urlAt(1), pressed('1'))))).toEqual(['Thanks.']);
    const hostsOf = (path: string) =>
      received().flatMap(({ url, headers }) => (url === path ? [headers.host?.split(':')[0]] : []));
    expect(hostsOf('/webhooks/answer')).toEqual([HOST]);
    expect(hostsOf('/webhooks/event')).toEqual([EVENT_HOST, EVENT_HOST]);
  });

  it.each<[string, Behavior, readonly number[]]>([
    ['closes', close, [503, 200]],
    ['hangs', hang, [503, 200]],
    ['answers 503', json({}, 503), [503, 200]],
    ['answers 500', json({}, 500), [200, 200]],
    ['answers with a page', text('<html>'), [200, 200]],
  ])('where the application %s: %s', async (_what, behavior, statuses) => {
    const handlers = await region(behavior);
    const got = [await sentTo(handlers, STATUS), await sentTo(handlers, STATUS)];
    expect(got.map(({ statusCode }) => statusCode)).toEqual(statuses);
  });

  it('at an action’s own URL too: a recording', async () => {
    const ncco: Ncco = [{ action: 'record', eventUrl: ['https://voice.example.com/recorded'] }];
    const { event, urlAt } = await region(json({}, 503), ncco);
    const recorded = {
      recording_url: 'https://api.nexmo.com/v1/files/a',
      recording_uuid: 'a',
      conversation_uuid: CALL.conversation_uuid,
      timestamp: STATUS.timestamp,
    };
    expect(await event(urlAt(0), recorded)).toMatchObject({ statusCode: 503 });
    expect(await event(urlAt(0), recorded)).toMatchObject({ statusCode: 200, body: '' });
    expect(events().map(({ url }) => url)).toEqual(['/recorded', '/recorded']);
  });
});

describe('a connect', () => {
  const connect = (options: object): Ncco => [
    { action: 'connect', endpoint: [{ type: 'phone', number: '447700900002' }], ...options },
  ];
  const BUSY = { ...CALL, uuid: 'another-leg', status: 'busy' };

  it('that is synchronous and names no URL gets the application’s, and its failure an own step', async () => {
    const { event, urlAt } = await region(close, connect({ eventType: 'synchronous' }));
    expect(inWords(nccoOf(await event(urlAt(0), BUSY)))[0]).toBe('Own step after connect.');
    expect(events()[0]?.url).toBe('/webhooks/event');
  });

  it('that is not goes on by itself', async () => {
    const { event, urlAt } = await region(
      json({}, 500),
      connect({ eventUrl: ['https://voice.example.com/leg'] }),
    );
    expect(await event(urlAt(0), BUSY)).toMatchObject({ statusCode: 200, body: '' });
  });

  it('with onAnswer: the application’s NCCO for the called party, or none that is heard', async () => {
    const whisper = {
      endpoint: [
        { type: 'phone', number: '447700900002', onAnswer: { url: 'https://voice.example.com/whisper' } },
      ],
    };
    let behavior = json([{ action: 'talk', text: 'A call for you.' }]);
    const { event, first } = await region((...given) => behavior(...given), connect(whisper));
    const [endpoint] = first[0]?.['endpoint'] as readonly { readonly onAnswer: { readonly url: string } }[];
    const url = String(endpoint?.onAnswer.url);
    expect(inWords(nccoOf(await event(url, CALL)))).toEqual(['A call for you.']);
    expect(events()).toMatchObject([{ url: '/whisper' }]);
    for (const failing of [close, json([]), text('')]) {
      behavior = failing;
      expect(nccoOf(await event(url, CALL))).toEqual([
        { action: 'talk', text: '<speak><break time="100ms"/></speak>' },
      ]);
    }
  });
});

test('a lost WebSocket is answered by the own step', async () => {
  const handlers = await region(close);
  const lost = { ...CALL, status: 'disconnected', headers: {} };
  expect(inWords(nccoOf(await sentTo(handlers, lost)))[0]).toBe('Own step after connect.');
});

test('a URL that cannot be led here stays, and the log says why', async () => {
  const eventUrl = ['http://voice.example.com/plain'];
  const transcription = { eventUrl: [`https://voice.example.com/${'x'.repeat(1800)}`] };
  const ncco: Ncco = [{ action: 'record', eventUrl, transcription }];
  const { first, lines } = await region(hang, ncco);
  expect(first[0]?.['eventUrl']).toEqual([expect.stringMatching(/^http:/)]);
  expect(lines[0]?.['notLedHere']).toEqual([
    '$[0].eventUrl[0]: not https',
    expect.stringMatching(/^\$\[0\]\.transcription\.eventUrl\[0\]: too long: \d+ characters/),
  ]);
});

test('an action that asks by GET gets its query, behind the one of its own; our own steps take none by GET', async () => {
  const { byGet, urlAt } = await region(json([{ action: 'talk', text: 'Thanks.' }]));
  const dtmf = JSON.stringify({ digits: '1' });
  const query = { from: '447700900123', dtmf, conversation_uuid: CALL.conversation_uuid };
  expect(inWords(nccoOf(await byGet(urlAt(1), query)))).toEqual(['Thanks.']);
  expect(events()).toMatchObject([{ method: 'GET' }]);
  const asked = new URL(events()[0]?.url ?? '', 'https://voice.example.com');
  expect([...asked.searchParams]).toEqual([['menu', 'main'], ...Object.entries(query)]);
  await applicationIsGone();
  const own = nccoOf(await byGet(urlAt(1), query));
  expect(inWords(own)[0]).toBe('Own step after input.');
  const lost = await byGet(String((own[1]?.['eventUrl'] as string[])[0]), query);
  expect(inWords(nccoOf(lost))[0]).toBe('A person.');
});
