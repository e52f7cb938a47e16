import { jest } from '@jest/globals';
import type { APIGatewayProxyResult } from 'aws-lambda';
import { createAnswer } from '../../../functions/webhook/create-answer.ts';
import { callFlow } from '../../fixtures/own/call-flow.ts';
import { lastResort } from '../../../functions/ladder/last-resort.ts';
import { isServable } from '../../../ncco/check-ncco.ts';
import { DOMAIN, REQUEST_ID, gatewayEvent, lambdaContext } from '../support/gateway-event.ts';
import { AGAIN, TAIL } from '../support/tail.ts';
import { type AnyStart, flowWith } from '../support/flow-with.ts';
import { SETTINGS, fakeRuntime, never, unconfigured } from '../support/runtime.ts';

beforeEach(() => jest.useFakeTimers());
afterEach(() => {
  expect(jest.getTimerCount()).toBe(0);
  jest.useRealTimers();
});

const CALL = {
  from: '447700900123',
  to: '442079460000',
  endpoint_type: 'phone',
  uuid: 'aaaaaaaa-bbbb-cccc-dddd-0123456789ab',
  conversation_uuid: 'CON-1',
};

type Sent = Omit<Parameters<typeof gatewayEvent>[0], 'route'>;

const answerWith = async (
  start: AnyStart,
  sent: Sent = { body: CALL },
  { runtime, lines } = fakeRuntime(),
): Promise<{ response: APIGatewayProxyResult; lines: readonly Readonly<Record<string, unknown>>[] }> => {
  const response = createAnswer(runtime, flowWith({ start }))(
    gatewayEvent({ route: 'answer', ...sent }),
    lambdaContext(),
  );
  await jest.advanceTimersByTimeAsync(600);
  return { response: await response, lines };
};
const nccoOf = ({ body }: APIGatewayProxyResult): unknown => JSON.parse(body);

describe('/answer', () => {
  it.each([false, true])('answers a signed call with the call flow’s NCCO (base64: %p)', async (base64) => {
    const { response } = await answerWith(callFlow.start, { body: CALL, base64 });
    expect(response).toMatchObject({ statusCode: 200, headers: { 'Content-Type': 'application/json' } });
    expect(isServable(nccoOf(response))).toBe(true);
    expect(nccoOf(response)).toMatchObject([
      { action: 'talk' },
      { action: 'connect', eventUrl: [`https://${DOMAIN}/live/websocket-disconnected`] },
      ...TAIL,
    ]);
  });

  it('awaits a call flow that is a promise', async () => {
    const { response } = await answerWith(async () => {
      await new Promise((resolve) => setTimeout(resolve, 599));
      return [{ action: 'talk', text: 'Late but here' }];
    });
    expect(nccoOf(response)).toEqual([{ action: 'talk', text: 'Late but here' }]);
  });

  it('answers a call with unknown fields, numbers for strings, and nothing else', async () => {
    expect(
      (await answerWith(callFlow.start, { body: { from: 447700900123, new_field: [{}] } })).response
        .statusCode,
    ).toBe(200);
    expect((await answerWith(callFlow.start, { body: {} })).response.statusCode).toBe(200);
  });

  it.each<[string, AnyStart, string]>([
    [
      'throws',
      () => {
        throw new Error('bug for 447700900123');
      },
      'call-flow-threw',
    ],
    ['rejects', () => Promise.reject(new Error('bug')), 'call-flow-threw'],
    [
      'throws nothing in particular',
      () => {
        throw undefined;
      },
      'call-flow-threw',
    ],
    ['returns an invalid NCCO', () => [{ action: 'dance' }], 'call-flow-invalid-ncco'],
    ['returns an empty NCCO', () => [], 'call-flow-invalid-ncco'],
    ['returns nothing', () => undefined as never, 'call-flow-invalid-ncco'],
  ])('replaces the NCCO in place when the call flow %s', async (_case, start, code) => {
    const { response, lines } = await answerWith(start);
    expect(response.statusCode).toBe(200);
    expect(nccoOf(response)).toEqual(lastResort(SETTINGS));
    expect(lines).toMatchObject([{ level: 'error', route: 'answer', status: 200, code }]);
    expect(JSON.stringify(lines)).not.toContain('447700900123');
  });

  it('sends the platform on with 502 when the call flow is slower than the deadline', async () => {
    const { response, lines } = await answerWith(never);
    expect(response).toMatchObject({ statusCode: 502, body: '{"code":"call-flow-too-slow"}' });
    expect(lines).toMatchObject([{ level: 'error', status: 502, code: 'call-flow-too-slow' }]);
  });

  it.each<[string, Sent, string]>([
    [
      'tampered',
      {
        body: { ...CALL, from: '1' },
        authorization: gatewayEvent({ route: 'answer', body: CALL }).headers['Authorization'] ?? null,
      },
      'payload-hash-mismatch',
    ],
    ['1 MB of garbage', { body: 'x'.repeat(1_000_000), authorization: 'Bearer x' }, 'token-malformed'],
  ])('refuses a request that is %s with 401 and a bare code', async (_case, sent, code) => {
    const { response, lines } = await answerWith(callFlow.start, sent);
    expect(response).toMatchObject({ statusCode: 401, body: JSON.stringify({ code }) });
    expect(lines).toMatchObject([{ level: 'warn', route: 'answer', status: 401, code }]);
  });

  it('asks for an unsigned call once more with 503: the platform’s next try may be signed', async () => {
    const { response, lines } = await answerWith(callFlow.start, { body: CALL, authorization: null });
    expect(response).toMatchObject({ statusCode: 503, body: '{"code":"authorization-missing"}' });
    expect(lines).toMatchObject([{ level: 'warn', status: 503, code: 'authorization-missing' }]);
  });

  it('refuses a new stack’s callers with 401 secret-not-configured', async () => {
    const none = () => Promise.resolve([]);
    const { response } = await answerWith(
      callFlow.start,
      { body: CALL },
      fakeRuntime({ live: none, refreshed: none }),
    );
    expect(response).toMatchObject({ statusCode: 401, body: '{"code":"secret-not-configured"}' });
  });

  it('is 400 for a signed body that is not a JSON object', async () => {
    const { response } = await answerWith(callFlow.start, { body: '[1' });
    expect(response).toMatchObject({ statusCode: 400, body: '{"code":"body-malformed"}' });
  });

  it.each([
    ['unavailable', () => Promise.reject(new Error('away'))],
    ['silent', never<never>],
  ])('is 502 secrets-unavailable when the store is %s and nothing is known', async (_case, live) => {
    const { response } = await answerWith(callFlow.start, { body: CALL }, fakeRuntime({ live }));
    expect(response).toMatchObject({ statusCode: 502, body: '{"code":"secrets-unavailable"}' });
  });

  it('is 502 configuration when its environment is wrong', async () => {
    const response = await createAnswer(unconfigured, callFlow)(
      gatewayEvent({ route: 'answer' }),
      lambdaContext(),
    );
    expect(response).toMatchObject({ statusCode: 502, body: '{"code":"configuration"}' });
  });

  it('logs one line a call: masked caller, the secret that fitted, and no secret', async () => {
    const { lines } = await answerWith(callFlow.start);
    expect(lines).toEqual([
      {
        level: 'info',
        route: 'answer',
        requestId: REQUEST_ID,
        status: 200,
        durationMs: 0,
        secret: 'current',
        payload: 'raw',
        call: CALL.uuid,
        conversation: 'CON-1',
        from: '…123',
      },
    ]);
  });

  it('logs that the person’s rung threw behind the bot, which is served all the same', async () => {
    const person = () => {
      throw new Error('no such number');
    };
    const { runtime, lines } = fakeRuntime();
    const handler = createAnswer(runtime, flowWith({ rungs: { person } }));
    const response = await handler(gatewayEvent({ route: 'answer', body: CALL }), lambdaContext());
    expect(nccoOf(response)).toMatchObject([
      { action: 'talk' },
      { action: 'connect' },
      ...AGAIN,
      lastResort(SETTINGS)[0],
      { action: 'talk' },
      { action: 'wait' },
      ...lastResort(SETTINGS).slice(1),
    ]);
    expect(lines).toMatchObject([
      {
        level: 'info',
        status: 200,
        tail: { code: 'call-flow-threw', error: expect.stringContaining('no such number') },
      },
    ]);
  });

  it('asks for the secrets while the environment starts', () => {
    const live = jest.fn(never<never>);
    createAnswer(fakeRuntime({ live }).runtime, callFlow);
    expect(live).toHaveBeenCalledTimes(1);
  });

  it('serves the next call after each kind of failure', async () => {
    const start = jest.fn(callFlow.start).mockImplementationOnce(() => {
      throw new Error('once');
    });
    const { runtime } = fakeRuntime();
    const handler = createAnswer(runtime, flowWith({ start }));
    const call = (sent: Sent) => handler(gatewayEvent({ route: 'answer', ...sent }), lambdaContext());
    expect((await call({ body: CALL, authorization: 'Bearer x' })).statusCode).toBe(401);
    expect((await call({ body: 'x' })).statusCode).toBe(400);
    expect(nccoOf(await call({ body: CALL }))).toEqual(lastResort(SETTINGS));
    expect(nccoOf(await call({ body: CALL }))).toHaveLength(2 + TAIL.length);
  });
});
