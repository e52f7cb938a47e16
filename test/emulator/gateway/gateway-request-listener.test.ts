import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { InvocationMeter } from '../../../emulator/lambda/invocation-meter.ts';
import type { LambdaResult } from '../../../emulator/lambda/lambda-function.ts';
import { apiModel, ask, gatewayResponse, serveApi, type ServedApi } from './serve-api.ts';

const open: ServedApi[] = [];
afterEach(async () => {
  for (const { listener } of open.splice(0)) await listener.close();
});
async function served(...args: Parameters<typeof serveApi>) {
  const api = await serveApi(...args);
  open.push(api);
  return api;
}
const answers = (result: LambdaResult) => () => Promise.resolve(result);
const never = () => new Promise<LambdaResult>(() => undefined);

describe('what the gateway answers by itself', () => {
  it.each<[string, LambdaResult, number]>([
    ['a crash', { kind: 'crashed', detail: '' }, 502],
    ['an error', { kind: 'threw', detail: '' }, 502],
    ["the function's own timeout", { kind: 'timed-out', detail: '' }, 502],
    ['throttling', { kind: 'throttled' }, 500],
  ])('answers %s with AWS default %j %d', async (_case, result, status) => {
    const api = await served({}, answers(result));
    expect(await ask(api, 'POST', '/prod/answer')).toMatchObject({
      status,
      body: '{"message":"Internal server error"}',
    });
  });

  it('answers a slow integration with 504 by default, and suspects the missing Gateway Response', async () => {
    const api = await served({}, never);
    expect(await ask(api, 'POST', '/prod/answer')).toMatchObject({
      status: 504,
      body: '{"message":"Endpoint request timed out"}',
    });
    expect(api.notes).toEqual([
      expect.objectContaining({ level: 'info', setting: 'TimeoutInMillis' }),
      expect.objectContaining({
        level: 'suspect',
        resource: 'stack / Api (AWS::ApiGateway::RestApi)',
        setting: 'INTEGRATION_TIMEOUT',
        text: expect.stringContaining('No Gateway Response for INTEGRATION_TIMEOUT'),
      }),
    ]);
  });

  it.each([
    [
      'its own Gateway Response',
      [gatewayResponse('INTEGRATION_TIMEOUT', 502), gatewayResponse('DEFAULT_5XX', 500)],
      502,
    ],
    ['DEFAULT_5XX where it has none', [gatewayResponse('DEFAULT_5XX', 500)], 500],
  ])('answers a slow integration with %s, and suspects nothing', async (_case, gatewayResponses, status) => {
    const api = await served({ gatewayResponses }, never);
    expect((await ask(api, 'POST', '/prod/answer')).status).toBe(status);
    expect(api.notes.filter(({ level }) => level === 'suspect')).toEqual([]);
  });

  it('suspects an integration timeout at its default', async () => {
    const [method] = apiModel().methods;
    if (!method) throw new Error('no method');
    const api = await served(
      {
        methods: [{ ...method, integrationTimeoutMs: { value: 100, isDefault: true } }],
        gatewayResponses: [gatewayResponse('INTEGRATION_TIMEOUT', 502)],
      },
      never,
    );
    await ask(api, 'POST', '/prod/answer');
    expect(api.notes).toEqual([
      expect.objectContaining({
        level: 'suspect',
        resource: 'stack / POSTAnswer (AWS::ApiGateway::Method)',
        setting: 'TimeoutInMillis',
      }),
    ]);
  });

  it.each([
    ['an unknown path', 'POST', '/prod/unknown', '{"message":"Missing Authentication Token"}'],
    ['a wrong method', 'PUT', '/prod/answer', '{"message":"Missing Authentication Token"}'],
    ['another stage', 'POST', '/dev/answer', '{"message":"Forbidden"}'],
  ])('answers %s with 403', async (_case, method, path, body) => {
    const api = await served();
    expect(await ask(api, method, path)).toMatchObject({ status: 403, body });
    expect(api.events).toEqual([]);
  });

  it('refuses the Host of a distribution in front of it, as API Gateway does', async () => {
    const api = await served();
    const answer = await ask(api, 'GET', '/prod/answer', {
      headers: ['Host', 'distribution.cloudfront.net'],
    });
    expect(answer.status).toBe(403);
    expect(api.notes).toEqual([expect.objectContaining({ level: 'suspect', setting: 'Host' })]);
  });

  it('answers a body over 10 MB with 413, or what REQUEST_TOO_LARGE says; 10 MB pass', async () => {
    const api = await served();
    expect(
      (await ask(api, 'POST', '/prod/answer', { body: Buffer.alloc(10 * 1024 * 1024 + 1) })).status,
    ).toBe(413);
    expect((await ask(api, 'POST', '/prod/answer', { body: Buffer.alloc(10 * 1024 * 1024) })).status).toBe(
      200,
    );
    const other = await served({ gatewayResponses: [gatewayResponse('REQUEST_TOO_LARGE', 400)] });
    expect((await ask(other, 'POST', '/prod/answer', { body: Buffer.alloc(11e6) })).status).toBe(400);
  });

  it('answers headers over 10,240 bytes as too large', async () => {
    const api = await served();
    expect((await ask(api, 'GET', '/prod/answer', { headers: ['X', 'x'.repeat(10_300)] })).status).toBe(413);
    expect((await ask(api, 'GET', '/prod/answer', { headers: ['X', 'x'.repeat(9_000)] })).status).toBe(200);
  });

  it('fills a template and its static headers', async () => {
    const api = await served({
      gatewayResponses: [
        {
          ...gatewayResponse('MISSING_AUTHENTICATION_TOKEN', 404),
          templates: {
            'application/problem+json':
              '{"m":$context.error.messageString,"t":"$context.error.responseType"}',
          },
          parameters: { 'gatewayresponse.header.X-Why': "'because'" },
        },
      ],
    });
    const answer = await ask(api, 'GET', '/prod/unknown');
    expect(answer).toMatchObject({
      status: 404,
      body: '{"m":"Missing Authentication Token","t":"MISSING_AUTHENTICATION_TOKEN"}',
    });
    expect(answer.headers).toMatchObject({ 'x-why': 'because', 'content-type': 'application/problem+json' });
  });
});

describe('a client that disconnects early', () => {
  /** Longer than a busy machine delays the test. */
  const PATIENT = {
    methods: apiModel().methods.map((method) => ({
      ...method,
      integrationTimeoutMs: { value: 9000, isDefault: false },
    })),
  };
  const leave = async (api: ServedApi) => {
    const socket = connect({ port: api.port, host: '127.0.0.1' });
    socket.on('error', () => undefined);
    socket.write('POST /prod/answer HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n');
    await sleep(50);
    socket.destroy();
    await sleep(50);
  };

  it('is noted with the integration timeout that outlasts it', async () => {
    const api = await served(PATIENT, never);
    await leave(api);
    expect(api.notes).toEqual([
      expect.objectContaining({
        level: 'suspect',
        resource: 'stack / POSTAnswer (AWS::ApiGateway::Method)',
        setting: 'TimeoutInMillis',
        text: expect.stringContaining('9000 ms (as the template says)'),
      }),
    ]);
  });

  it('is no suspicion where the machine kept it waiting', async () => {
    const busy = (meter: InvocationMeter) => {
      // Its environment waits for a core all the time.
      const sinceMs = performance.now();
      meter.attach(() => performance.now() - sinceMs);
      return never();
    };
    const api = await served(PATIENT, busy);
    await leave(api);
    expect(api.notes).toEqual([
      expect.objectContaining({
        level: 'info',
        setting: 'the machine',
        text: expect.stringContaining('left while the integration was still running: this machine was busy.'),
      }),
    ]);
  });

  it('is not noted when a fault has cut the connection', async () => {
    const api = await served({}, never);
    const answer = ask(api, 'POST', '/prod/answer').catch((error: NodeJS.ErrnoException) => error.code);
    await sleep(50);
    await api.listener.break('refuses');
    expect(await answer).toBe('ECONNRESET');
    await sleep(20);
    expect(api.notes).toEqual([]);
  });

  it.each([
    ['in the middle of a body', 'POST /prod/answer HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nxx'],
    [
      'in the middle of a chunk',
      'POST /prod/answer HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nxx',
    ],
    ['in the middle of the headers', 'POST /prod/answer HTTP/1.1\r\nHos'],
  ])('does no harm when it leaves %s', async (_case, text) => {
    const api = await served();
    const socket = connect({ port: api.port, host: '127.0.0.1' });
    socket.write(text);
    await sleep(30);
    socket.resetAndDestroy();
    await sleep(30);
    expect(api.events).toEqual([]);
    expect((await ask(api, 'GET', '/prod/answer')).status).toBe(200);
  });
});
