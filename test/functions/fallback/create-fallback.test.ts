import { jest } from '@jest/globals';
import { callFlow } from '../../fixtures/own/call-flow.ts';
import { lastResort } from '../../../functions/ladder/last-resort.ts';
import { createFallback } from '../../../functions/fallback/create-fallback.ts';
import { gatewayEvent, lambdaContext } from '../support/gateway-event.ts';
import { TAIL } from '../support/tail.ts';
import { flowWith } from '../support/flow-with.ts';
import { SETTINGS, fakeRuntime, never, unconfigured } from '../support/runtime.ts';
import {
  CALL,
  FAILED_ANSWER,
  FAILED_EVENT,
  asQuery,
  fallback,
  flattened,
  nccoOf,
  original,
} from './ask-fallback.ts';
import type { Behavior, Sent } from './ask-fallback.ts';

beforeEach(() => jest.useFakeTimers());
afterEach(() => {
  expect(jest.getTimerCount()).toBe(0);
  jest.useRealTimers();
});

describe('/fallback for a failed answer', () => {
  const encodings: [string, Sent][] = [
    ['POST, an object', { body: FAILED_ANSWER }],
    ['POST, JSON text', { body: asQuery(FAILED_ANSWER) }],
    ['POST, base64', { body: FAILED_ANSWER, base64: true }],
    ['GET, JSON text', { method: 'GET', query: asQuery(FAILED_ANSWER) }],
    ['GET, brackets', { method: 'GET', query: { ...CALL, ...flattened('[', ']', original('answer')) } }],
    ['GET, dots', { method: 'GET', query: { ...CALL, ...flattened('.', '', original('answer')) } }],
  ];
  it.each(encodings)('decides as /answer does (%s)', async (_case, sent) => {
    const response = await fallback(sent);
    expect(response).toMatchObject({ statusCode: 200, headers: { 'Content-Type': 'application/json' } });
    expect(nccoOf(response)).toMatchObject([
      { action: 'talk' },
      {
        action: 'connect',
        endpoint: [
          { type: 'websocket', headers: { attempt: 1, conversation: 'CON-1', caller: '447700900123' } },
        ],
      },
      ...TAIL,
    ]);
  });
});

describe('/fallback ends in a valid NCCO', () => {
  it.each<[string, Sent]>([
    ['no original_request', { body: CALL }],
    ['an unheard-of type', { body: { ...CALL, original_request: original('transfer') } }],
    [
      'an original_request that cannot be read',
      { method: 'GET', query: { original_request: '{url=x, type=event}' } },
    ],
    ['an empty query', { method: 'GET' }],
    ['a body that is not JSON', { body: 'x' }],
    ['an empty body', { body: '' }],
  ])('that makes sense at the start and in the middle: %s', async (_case, sent) => {
    const response = await fallback(sent);
    expect(response.statusCode).toBe(200);
    expect(nccoOf(response)).toEqual(lastResort(SETTINGS));
  });

  const throwing = (): never => {
    throw new Error('bug');
  };
  it.each<[string, Sent, Behavior]>([
    ['the call flow throws', { body: FAILED_ANSWER }, { flow: flowWith({ start: throwing }) }],
    [
      'the call flow rejects',
      { body: FAILED_ANSWER },
      { flow: flowWith({ start: () => Promise.reject(new Error('bug')) }) },
    ],
    [
      'the call flow is invalid',
      { body: FAILED_ANSWER },
      { flow: flowWith({ start: () => [{ action: 'dance' }] }) },
    ],
    ['the call flow is empty', { body: FAILED_ANSWER }, { flow: flowWith({ start: () => [] }) }],
    ['the call flow never ends', { body: FAILED_ANSWER }, { flow: flowWith({ start: never }) }],
    ['a rung throws', { body: FAILED_EVENT }, { flow: flowWith({ rungs: { 'other-socket': throwing } }) }],
    [
      'a rung never ends',
      { body: FAILED_EVENT },
      { flow: flowWith({ rungs: { 'other-socket': never as () => never } }) },
    ],
  ])('when %s', async (_case, sent, behavior) => {
    const response = await fallback(sent, behavior);
    expect(response.statusCode).toBe(200);
    expect(nccoOf(response)).toEqual(lastResort(SETTINGS));
  });

  it('300 ms after its start at the latest', async () => {
    const seen = jest.fn();
    const handler = createFallback(fakeRuntime().runtime, flowWith({ start: never }));
    void handler(gatewayEvent({ route: 'fallback', body: FAILED_ANSWER }), lambdaContext()).then(seen);
    await jest.advanceTimersByTimeAsync(299);
    expect(seen).not.toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(1);
    expect(seen).toHaveBeenCalledTimes(1);
  });
});

describe('/fallback gives an unauthenticated caller only statuses that the distribution maps to the static NCCO', () => {
  it.each<['GET' | 'POST']>([['GET'], ['POST']])('an unsigned %s: 403', async (method) => {
    expect(await fallback({ method, authorization: null })).toMatchObject({
      statusCode: 403,
      body: '{"code":"authorization-missing"}',
    });
  });

  it('a POST whose body was changed: 403', async () => {
    const authorization = gatewayEvent({ route: 'fallback', body: CALL }).headers['Authorization'] ?? null;
    expect(await fallback({ body: FAILED_ANSWER, authorization })).toMatchObject({
      statusCode: 403,
      body: '{"code":"payload-hash-mismatch"}',
    });
  });

  it('a genuine caller behind a secret that is not configured: 403', async () => {
    const none = () => Promise.resolve([]);
    const runtime = fakeRuntime({ live: none, refreshed: none });
    expect(await fallback({ body: FAILED_ANSWER }, { runtime })).toMatchObject({ statusCode: 403 });
  });

  it.each([
    ['unavailable', () => Promise.reject(new Error('away'))],
    ['silent', never<never>],
  ])('anybody while the secret store is %s: 502', async (_case, live) => {
    expect(await fallback({ body: FAILED_ANSWER }, { runtime: fakeRuntime({ live }) })).toMatchObject({
      statusCode: 502,
      body: '{"code":"secrets-unavailable"}',
    });
  });

  it('anybody while something fails before the source is verified: 502, and no NCCO', async () => {
    const runtime = fakeRuntime({ live: () => Promise.resolve(null as never) });
    expect(await fallback({ body: FAILED_ANSWER }, { runtime })).toMatchObject({
      statusCode: 502,
      body: '{"code":"internal"}',
    });
  });

  it('anybody while its environment is wrong: 502', async () => {
    const response = await createFallback(unconfigured, callFlow)(
      gatewayEvent({ route: 'fallback' }),
      lambdaContext(),
    );
    expect(response).toMatchObject({ statusCode: 502, body: '{"code":"configuration"}' });
  });
});
