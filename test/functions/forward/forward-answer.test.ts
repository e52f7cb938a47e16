import { createHash } from 'node:crypto';
import { createAuthority, createCertificate } from '../../../emulator/network/certificates.ts';
import { callFlow } from '../../fixtures/own/call-flow.ts';
import { type Asked, createRegion } from '../support/ask-region.ts';
import { gatewayEvent } from '../support/gateway-event.ts';
import { SETTINGS } from '../support/runtime.ts';
import { type Application, type Behavior, HOST, json, startApplication } from './an-application.ts';

const OWN = 'Hello from our own steps.';
const THEIRS = [{ action: 'talk', text: 'Hello from the application.' }];
const BODY = { from: '447700900123', to: '447700900000', uuid: 'a-leg', conversation_uuid: 'CON-1' };

/** Long for a loopback, short for a test. */
const WITHIN_MS = 800;

let application: Application | undefined;
afterEach(async () => {
  await application?.close();
  application = undefined;
});

/** A region whose calls go to an application that behaves like that. */
async function region(behavior: Behavior, other?: Parameters<typeof startApplication>[2]) {
  application = await startApplication(behavior, {}, other);
  const deadlinesMs = {
    answer: WITHIN_MS,
    event: WITHIN_MS,
    websocketDisconnected: WITHIN_MS,
    fallback: WITHIN_MS,
  };
  return createRegion({
    flow: { ...callFlow, forward: application.forward, start: () => [{ action: 'talk', text: OWN }] },
    ports: { settings: { ...SETTINGS, deadlinesMs } },
  });
}

async function answered(
  behavior: Behavior,
  other?: Parameters<typeof startApplication>[2],
): Promise<Asked & { readonly ms: number }> {
  const { ask } = await region(behavior, other);
  const beganMs = performance.now();
  const asked = await ask(gatewayEvent({ route: 'answer', body: BODY }));
  return { ...asked, ms: performance.now() - beganMs };
}

const nccoOf = ({ response }: Asked): unknown => JSON.parse(response.body);

test('an application that answers is heard', async () => {
  const asked = await answered(json(THEIRS));
  expect(nccoOf(asked)).toEqual(THEIRS);
  expect(asked.lines).toEqual([expect.objectContaining({ application: 'ncco', applicationStatus: 200 })]);
  expect(asked.counts).toContainEqual({ name: 'CallAnswered', dimensions: { tier: 'primary' } });
});

const hang: Behavior = () => undefined;
const raw =
  (text: string, headers: Readonly<Record<string, string>> = {}, status = 200): Behavior =>
  (response) =>
    void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(text);
const NCCO = JSON.stringify(THEIRS);

describe('own steps answer, in time, where the application', () => {
  it.each<[string, Behavior, string]>([
    ['closes the connection before a response', (response) => response.socket?.destroy(), 'closed'],
    [
      'closes it within the headers',
      (response) => response.socket?.end('HTTP/1.1 200 OK\r\ncontent-ty'),
      'closed',
    ],
    [
      'closes it within the body',
      (response) => {
        response.writeHead(200, { 'content-length': '1000' }).write(NCCO);
        setTimeout(() => response.socket?.destroy(), 20);
      },
      'closed',
    ],
    ['never answers', hang, 'timeout'],
    ['hangs after the headers', (response) => response.writeHead(200).flushHeaders(), 'timeout'],
    [
      'drips',
      (response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        const timer = setInterval(() => response.write(' '), 20);
        response.on('close', () => clearInterval(timer));
      },
      'timeout',
    ],
    ['redirects', raw('', { location: 'https://elsewhere.example.com/' }, 302), 'status'],
    [
      'redirects for good, with an NCCO',
      raw(NCCO, { location: 'https://elsewhere.example.com/' }, 308),
      'status',
    ],
    ['answers 401', json({}, 401), 'status'],
    ['answers 404 with an NCCO', json(THEIRS, 404), 'status'],
    ['answers 500', json({}, 500), 'status'],
    ['answers 503', json({}, 503), 'status'],
    ['answers with a page', raw('<!doctype html><p>Welcome', { 'content-type': 'text/html' }), 'invalid'],
    ['answers with nothing', raw(''), 'invalid'],
    ['answers 204', raw('', {}, 204), 'invalid'],
    ['answers with no action', json([]), 'invalid'],
    ['answers with an object', json({ action: 'talk', text: 'Hello' }), 'invalid'],
    ['answers with half an NCCO', raw(NCCO.slice(0, -4)), 'invalid'],
    ['answers with an action that does not exist', json([{ action: 'dance' }]), 'invalid'],
    ['answers with an NCCO as HTML', raw(NCCO, { 'content-type': 'text/html; charset=utf-8' }), 'invalid'],
    ['answers with 2 MB', raw(JSON.stringify([{ action: 'talk', text: 'x'.repeat(2e6) }])), 'invalid'],
    ['speaks another protocol', (response) => response.socket?.end('SSH-2.0-OpenSSH_9.6\r\n'), 'invalid'],
  ])('%s', async (_what, behavior, failure) => {
    const asked = await answered(behavior);
    expect(nccoOf(asked)).toEqual([{ action: 'talk', text: OWN }]);
    expect(asked.response.statusCode).toBe(200);
    expect(asked.ms).toBeLessThan(WITHIN_MS + 100);
    expect(asked.lines).toMatchObject([{ level: 'error', code: 'application-failed', application: failure }]);
    expect(asked.counts).toContainEqual({ name: 'ApplicationFailed', dimensions: { failure } });
  });

  it('has a certificate that is not trusted, or of another name', async () => {
    const own = await createCertificate([HOST]);
    expect((await answered(json(THEIRS), own)).lines).toMatchObject([{ application: 'tls' }]);
    await application?.close();
    const elsewhere = await createCertificate(['other.example.com'], await createAuthority());
    const asked = await answered(json(THEIRS), elsewhere);
    expect(asked.lines).toMatchObject([{ application: 'tls' }]);
    expect(nccoOf(asked)).toEqual([{ action: 'talk', text: OWN }]);
    expect(application?.received).toEqual([]);
  });

  it('refuses connections', async () => {
    const { ask } = await region(json(THEIRS));
    await application?.close();
    const asked = await ask(gatewayEvent({ route: 'answer', body: BODY }));
    expect(nccoOf(asked)).toEqual([{ action: 'talk', text: OWN }]);
    expect(asked.lines).toMatchObject([{ application: 'unreachable' }]);
  });
});

describe('what the application gets', () => {
  it.each<[string, string, boolean]>([
    ['a plain body', JSON.stringify(BODY), false],
    ['white space and an order of its own', `{ "to":"447700900000",\n\t"from" : "447700900123" }\n`, false],
    ['odd UTF-8', JSON.stringify({ ...BODY, name: 'Zoë 🦊 \u2028 \u0000 e\u0301 \uFEFF' }), false],
    ['a body that API Gateway passed on as base64', JSON.stringify({ ...BODY, name: 'Žluťoučký 🦊' }), true],
  ])('is %s, byte for byte, with its signature', async (_what, body, base64) => {
    const { ask } = await region(json(THEIRS));
    const event = gatewayEvent({ route: 'answer', body, base64 });
    expect(nccoOf(await ask(event))).toEqual(THEIRS);
    const [got] = application?.received ?? [];
    expect(got?.body.equals(Buffer.from(body))).toBe(true);
    expect(got).toMatchObject({
      method: 'POST',
      url: '/webhooks/answer',
      headers: {
        authorization: event.headers['Authorization'],
        'content-type': 'application/json',
        'content-length': String(Buffer.byteLength(body)),
      },
    });
    const [, claims = ''] = (got?.headers.authorization ?? '').split('.');
    const { payload_hash: hash } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as {
      payload_hash: string;
    };
    expect(
      createHash('sha256')
        .update(got?.body ?? '')
        .digest('hex'),
    ).toBe(hash);
  });
});

test('a late answer reaches no later call, and leaves no connection', async () => {
  let count = 0;
  const { ask } = await region((response) => {
    count += 1;
    const text = `answer ${String(count)}`;
    setTimeout(
      () => json([{ action: 'talk', text }])(response, undefined as never),
      count === 1 ? WITHIN_MS + 50 : 0,
    );
  });
  const first = await ask(gatewayEvent({ route: 'answer', body: BODY }));
  expect(nccoOf(first)).toEqual([{ action: 'talk', text: OWN }]);
  const second = await ask(gatewayEvent({ route: 'answer', body: BODY }));
  expect(nccoOf(second)).toEqual([{ action: 'talk', text: 'answer 2' }]);
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(application?.connections).toEqual({ made: 2, open: 1 });
});

describe('connections', () => {
  it('are kept', async () => {
    const { ask } = await region(json(THEIRS));
    for (let call = 0; call < 3; call += 1) await ask(gatewayEvent({ route: 'answer', body: BODY }));
    expect(application?.connections.made).toBe(1);
  });

  it('that the application has closed meanwhile cost no call', async () => {
    let isClosing = false;
    const { ask } = await region((response) => {
      if (isClosing) {
        isClosing = false;
        response.socket?.destroy();
      } else json(THEIRS)(response, undefined as never);
    });
    await ask(gatewayEvent({ route: 'answer', body: BODY }));
    isClosing = true;
    expect(nccoOf(await ask(gatewayEvent({ route: 'answer', body: BODY })))).toEqual(THEIRS);
    expect(application?.connections.made).toBe(2);
  });
});

test('our own checks and what was forwarded already are not forwarded', async () => {
  const { ask } = await region(json(THEIRS));
  const event = gatewayEvent({
    route: 'answer',
    body: BODY,
    headers: { 'X-Forwarded-Callback': 'a-deployment' },
  });
  expect(nccoOf(await ask(event))).toEqual([{ action: 'talk', text: OWN }]);
  const direct = {
    ...gatewayEvent({ route: 'answer', body: BODY }),
    requestContext: {},
  } as unknown as typeof event;
  expect(nccoOf(await ask(direct))).toEqual([{ action: 'talk', text: OWN }]);
  expect(application?.received).toEqual([]);
});
