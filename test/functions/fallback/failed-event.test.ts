import { jest } from '@jest/globals';
import { lastResort } from '../../../functions/ladder/last-resort.ts';
import { DOMAIN } from '../support/gateway-event.ts';
import { fakeBucket } from '../support/journal.ts';
import { SETTINGS, fakeRuntime } from '../support/runtime.ts';
import { NOW_MS } from '../support/sign.ts';
import {
  CALL,
  FAILED_ANSWER,
  FAILED_EVENT,
  STATE,
  asQuery,
  fallback,
  flattened,
  nccoOf,
  original,
} from './ask-fallback.ts';
import type { Sent } from './ask-fallback.ts';

beforeEach(() => jest.useFakeTimers());
afterEach(() => {
  expect(jest.getTimerCount()).toBe(0);
  jest.useRealTimers();
});

const ROUTE = `https://${DOMAIN}/live/websocket-disconnected`;

describe('/fallback for a failed event', () => {
  const PERSON = [
    { action: 'talk' },
    { action: 'connect', eventType: 'synchronous', eventUrl: [`${ROUTE}?rung=person`] },
    { action: 'talk' },
    { action: 'record', eventUrl: [`https://${DOMAIN}/live/event`] },
    { action: 'talk' },
  ];
  const ownBot = (attempt: number, rung: string, firstDropAt: number) => [
    { action: 'talk' },
    {
      action: 'connect',
      eventUrl: [`${ROUTE}?rung=${rung}`],
      endpoint: [{ uri: SETTINGS.websocket.uri, headers: { attempt, firstDropAt, caller: '447700900123' } }],
    },
    { action: 'talk' },
    { action: 'wait' },
    { action: 'connect', eventUrl: [`${ROUTE}?rung=${rung}&waits=1`] },
    { action: 'talk' },
    { action: 'talk' },
    { action: 'wait' },
    ...PERSON.slice(1),
  ];
  const VOICEMAIL = [
    { action: 'talk' },
    { action: 'record', eventUrl: [`https://${DOMAIN}/live/event`] },
    { action: 'talk' },
  ];

  const flatState = (open: string, close: string) => ({
    [`headers${open}attempt${close}`]: '1',
    [`headers${open}caller${close}`]: '447700900123',
  });
  const lost = { status: 'disconnected', to: SETTINGS.websocket.otherUri, conversation_uuid: 'CON-1' };
  const encodings: [string, Sent][] = [
    ['POST, an object', { body: FAILED_EVENT }],
    [
      'GET, JSON text',
      { method: 'GET', query: { ...asQuery(FAILED_EVENT), headers: JSON.stringify(STATE) } },
    ],
    [
      'GET, brackets',
      {
        method: 'GET',
        query: { ...lost, ...flatState('[', ']'), ...flattened('[', ']', original('event')) },
      },
    ],
    [
      'GET, dots',
      { method: 'GET', query: { ...lost, ...flatState('.', ''), ...flattened('.', '', original('event')) } },
    ],
  ];
  it.each(encodings)('connects to its own bot when the other region’s was lost (%s)', async (_case, sent) => {
    expect(nccoOf(await fallback(sent))).toMatchObject(ownBot(3, 'other-socket', NOW_MS));
  });

  it('climbs on from the rung in the original URL', async () => {
    const asked = original('event', '?rung=other-socket');
    const body = { ...FAILED_EVENT, to: SETTINGS.websocket.uri, original_request: asked };
    expect(nccoOf(await fallback({ body }))).toMatchObject(PERSON);
    const busy = { ...CALL, to: '447700900001', status: 'busy' };
    for (const query of ['?rung=person', '']) {
      const event = { ...busy, original_request: original('event', query) };
      expect(nccoOf(await fallback({ body: event }))).toMatchObject(VOICEMAIL);
    }
  });

  it.each<[string, Readonly<Record<string, string>>]>([
    ['absent', {}],
    ['mangled', { headers: '{attempt=1}' }],
    ['another’s', { 'headers[attempt]': '0' }],
  ])('connects to a person when the state is %s', async (_case, headers) => {
    const query = { ...lost, ...headers, ...flattened('[', ']', original('event')) };
    expect(nccoOf(await fallback({ method: 'GET', query }))).toMatchObject(PERSON);
  });

  it('says what makes sense anywhere to an event without a status', async () => {
    const response = await fallback({ body: { ...FAILED_EVENT, status: undefined } });
    expect(nccoOf(response)).toEqual(lastResort(SETTINGS));
  });

  it('does not cut off a call that goes on', async () => {
    const response = await fallback({ body: { ...FAILED_EVENT, status: 'answered' } });
    expect(response).toMatchObject({ statusCode: 200, body: '' });
  });

  it('journals it, as the event that another region got', async () => {
    const own = fakeBucket('eu-west-1');
    const runtime = fakeRuntime({}, { own, other: fakeBucket('eu-central-1') });
    await fallback({ body: FAILED_EVENT }, { runtime });
    await fallback({ body: { ...FAILED_EVENT, reason: 'Socket timeout.' } }, { runtime });
    expect(own.objects.size).toBe(1);
    await fallback({ body: FAILED_ANSWER }, { runtime });
    expect(own.asked).toHaveLength(2);
  });

  it('waits for no journal beyond its 300 ms, and answers all the same', async () => {
    const hanging = { own: fakeBucket('eu-west-1', 'hangs'), other: fakeBucket('eu-central-1', 'hangs') };
    const response = await fallback({ body: FAILED_EVENT }, { runtime: fakeRuntime({}, hanging) });
    expect(nccoOf(response)).toMatchObject(ownBot(3, 'other-socket', NOW_MS));
  });
});
