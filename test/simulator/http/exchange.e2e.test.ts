import type { ClientRequest } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { exchange } from '../../../simulator/http/exchange.ts';
import { startBlackHole } from '../support/black-hole.ts';
import {
  close,
  empty,
  hang,
  json,
  reset,
  startWebhookServer,
  type Reply,
} from '../support/webhook-server.ts';

const TIMEOUTS = { connectMs: 300, socketMs: 400 };
/** Wide, for a busy machine: without its timer an exchange would not end at all. */
const TOLERANCE_MS = 2000;

const ask = async (address: string, url = 'https://app.example.com/answer', body?: string) => {
  const open = new Set<ClientRequest>();
  const startedMs = performance.now();
  const method = body === undefined ? 'GET' : 'POST';
  const more = body === undefined ? {} : { body };
  const { outcome, body: bytes } = await exchange(
    { method, url, address, headers: {}, ...more },
    TIMEOUTS,
    open,
  );
  return { outcome, bytes, open, tookMs: performance.now() - startedMs };
};
const error = (name: string) => expect.objectContaining({ kind: 'error', error: name }) as unknown;

describe('an exchange', () => {
  const with_ = async (reply: Reply, check: (address: string) => Promise<void>) => {
    const server = await startWebhookServer({ '/': [reply] });
    await check(`${server.base}/`).finally(server.stop);
  };

  it('is a response when it arrives whole', () =>
    with_(json([{ action: 'talk' }]), async (address) => {
      const { outcome, bytes, open } = await ask(address);
      expect(outcome).toMatchObject({ kind: 'response', status: 200, body: '[{"action":"talk"}]' });
      expect(bytes.toString()).toBe('[{"action":"talk"}]');
      expect(open.size).toBe(0);
    }));

  it('keeps 2,000 characters of a body for the history and all of it for the rules', () =>
    with_(
      (response) => response.end('ä'.repeat(5000)),
      async (address) => {
        const { outcome, bytes } = await ask(address);
        expect(outcome).toMatchObject({ body: 'ä'.repeat(2000) });
        expect(bytes).toHaveLength(10_000);
      },
    ));

  it('names the application in the Host header, not the address', async () => {
    const server = await startWebhookServer({});
    await ask(`${server.base}/`);
    expect(server.received[0]?.headers.host).toBe('app.example.com');
    await server.stop();
  });

  it('uses a new connection each time', async () => {
    const server = await startWebhookServer({});
    for (let i = 0; i < 3; i += 1) await ask(`${server.base}/`);
    expect(server.received.map(({ connection }) => connection)).toEqual([1, 2, 3]);
    await server.stop();
  });

  it('is a socket timeout when the server accepts and hangs, after the socket timeout', () =>
    with_(hang, async (address) => {
      const { outcome, tookMs } = await ask(address);
      expect(outcome).toEqual(error('socket-timeout'));
      expect(tookMs).toBeGreaterThanOrEqual(TIMEOUTS.socketMs - 5);
      expect(tookMs).toBeLessThan(TIMEOUTS.socketMs + TOLERANCE_MS);
    }));

  it('is a socket timeout when the response drips without end', () =>
    with_(
      (response) => {
        response.writeHead(200);
        const drip = setInterval(() => response.write('.'), 50);
        response.once('close', () => clearInterval(drip));
      },
      async (address) => {
        const { outcome, tookMs } = await ask(address);
        expect(outcome).toEqual(error('socket-timeout'));
        expect(tookMs).toBeLessThan(TIMEOUTS.socketMs + TOLERANCE_MS);
      },
    ));

  it('is a connect timeout at a black hole, after the connect timeout', async () => {
    const hole = await startBlackHole();
    const { outcome, tookMs } = await ask(`${hole.base}/`);
    await hole.stop();
    expect(outcome).toEqual(error('connect-timeout'));
    expect(tookMs).toBeGreaterThanOrEqual(TIMEOUTS.connectMs - 5);
    expect(tookMs).toBeLessThan(TIMEOUTS.connectMs + TOLERANCE_MS);
  });

  it('is refused where no server listens', async () => {
    const server = await startWebhookServer({});
    await server.stop();
    expect((await ask(`${server.base}/`)).outcome).toEqual(error('connection-refused'));
  });

  it.each([
    ['closed before a response', close, 'connection-closed'],
    ['reset before a response', reset, 'connection-reset'],
    [
      'closed within a response',
      ((response, _received, socket) => {
        response.writeHead(200, { 'content-length': '100' });
        response.write('half');
        setTimeout(() => socket.end(), 20);
      }) as Reply,
      'connection-closed',
    ],
    [
      'reset within a response',
      ((response, _received, socket) => {
        response.writeHead(200, { 'content-length': '100' });
        response.write('half');
        setTimeout(() => socket.resetAndDestroy(), 20);
      }) as Reply,
      'connection-reset',
    ],
  ])('is %s', (_case, reply, name) =>
    with_(reply, async (address) => {
      expect((await ask(address)).outcome).toEqual(error(name));
    }),
  );

  it('is malformed where the bytes are not HTTP', async () => {
    const server = createServer((socket) => socket.on('error', () => undefined).end('220 mail\r\n\r\n'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { outcome } = await ask(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`);
    server.close();
    expect(outcome).toEqual(error('malformed-http'));
  });

  it('is a TLS fault where the server speaks no TLS', () =>
    with_(empty, async (address) => {
      expect((await ask(address.replace('http:', 'https:'))).outcome).toEqual(error('tls-fault'));
    }));

  it.each([
    ['not a URL', 'answer', 'http://127.0.0.1:1/'],
    ['another scheme', 'ftp://app.example.com/', 'http://127.0.0.1:1/'],
    ['an address outside this machine', 'https://app.example.com/', 'https://app.example.com/'],
    ['a name that only looks local', 'https://app.example.com/', 'http://127.0.0.1.example.com/'],
  ])('is an invalid URL for %s', async (_case, url, address) => {
    const { outcome } = await ask(address, url);
    expect(outcome).toMatchObject({
      error: 'invalid-url',
      detail: expect.stringMatching(/^(expected http|no server on this machine has the name)/) as unknown,
    });
  });
});
