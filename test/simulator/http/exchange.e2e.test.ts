import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Connections } from '../../../simulator/http/connections.ts';
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

interface Wishes {
  readonly connections?: Connections;
  readonly covers?: 'whole-response' | 'inactivity';
  readonly onNewConnection?: boolean;
}

const ask = async (
  address: string,
  url = 'https://app.example.com/answer',
  body?: string,
  {
    connections = new Connections({ keepsConnections: false }),
    covers = 'whole-response',
    onNewConnection = false,
  }: Wishes = {},
) => {
  const open = connections.requests;
  const startedMs = performance.now();
  const method = body === undefined ? 'GET' : 'POST';
  const more = body === undefined ? {} : { body };
  const {
    outcome,
    isKept,
    body: bytes,
  } = await exchange(
    { method, url, address, headers: {}, ...more },
    { timeouts: TIMEOUTS, socketTimeoutCovers: covers, connections, onNewConnection },
  );
  return { outcome, isKept, bytes, open, tookMs: performance.now() - startedMs };
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

  it('is cut in mid-drip by a timeout for the whole response, and not by one for inactivity', () =>
    with_(
      (response) => {
        response.writeHead(200, { 'content-length': 6 });
        let left = 6;
        const drip = setInterval(() => {
          response.write('.');
          left -= 1;
          if (left === 0) response.end();
        }, TIMEOUTS.socketMs / 3);
        response.once('close', () => clearInterval(drip));
      },
      async (address) => {
        expect((await ask(address)).outcome).toEqual(error('socket-timeout'));
        const whole = await ask(address, undefined, undefined, { covers: 'inactivity' });
        expect(whole.outcome).toMatchObject({ kind: 'response', body: '......' });
        expect(whole.tookMs).toBeGreaterThan(1.5 * TIMEOUTS.socketMs);
      },
    ));

  it('is a socket timeout where a response stalls, also by inactivity', () =>
    with_(
      (response) => response.writeHead(200, { 'content-length': 9 }).write('.'),
      async (address) => {
        const { outcome } = await ask(address, undefined, undefined, { covers: 'inactivity' });
        expect(outcome).toEqual({
          kind: 'error',
          error: 'socket-timeout',
          detail: `nothing arrived for ${TIMEOUTS.socketMs} ms`,
        });
      },
    ));

  describe('on kept connections', () => {
    const kept = (): Wishes => ({ connections: new Connections({ keepsConnections: true }) });

    it('uses the connection of the request before, and a new one if it must', async () => {
      const server = await startWebhookServer({});
      const wishes = kept();
      const first = await ask(`${server.base}/`, undefined, undefined, wishes);
      const second = await ask(`${server.base}/`, undefined, undefined, wishes);
      await ask(`${server.base}/`, undefined, undefined, { ...wishes, onNewConnection: true });
      expect(server.received.map(({ connection }) => connection)).toEqual([1, 1, 2]);
      expect([first.isKept, second.isKept]).toEqual([undefined, true]);
      wishes.connections?.close();
      await server.stop();
    });

    it('opens connections in advance, to each host as many as asked for, and uses them', async () => {
      const server = await startWebhookServer({});
      const wishes = kept();
      await wishes.connections?.open([new URL('/a', server.base), new URL('/b', server.base)], 3);
      await expect(server.connected(3)).resolves.toBe(3);
      for (let i = 0; i < 2; i += 1) {
        expect(await ask(`${server.base}/`, undefined, undefined, wishes)).toMatchObject({ isKept: true });
      }
      expect(server.sockets.size).toBe(3);
      wishes.connections?.close();
      await server.stop();
    });

    it('opens none in advance where none are kept', async () => {
      const server = await startWebhookServer({});
      await new Connections({ keepsConnections: false }).open([new URL(server.base)], 3);
      expect(server.sockets.size).toBe(0);
      await server.stop();
    });

    it('meets the socket timeout at a host that has become silent, on a kept connection', async () => {
      const server = await startWebhookServer({ '/': [hang] });
      const wishes = kept();
      await wishes.connections?.open([new URL(server.base)], 1);
      expect((await ask(`${server.base}/`, undefined, undefined, wishes)).outcome).toEqual(
        error('socket-timeout'),
      );
      wishes.connections?.close();
      await server.stop();
    });

    it('forgets a connection that the server has closed in time', async () => {
      const server = await startWebhookServer({});
      const wishes = kept();
      await wishes.connections?.open([new URL(server.base)], 1);
      await server.connected(1);
      for (const socket of server.sockets) socket.end();
      await sleep(50);
      const { outcome, isKept } = await ask(`${server.base}/`, undefined, undefined, wishes);
      expect(outcome).toMatchObject({ kind: 'response' });
      expect(isKept).toBeUndefined();
      wishes.connections?.close();
      await server.stop();
    });
  });

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
