import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Received {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** Path and query as they arrived. */
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly json: Record<string, unknown>;
  readonly atMs: number;
  readonly connection: number;
}

export type Reply = (response: ServerResponse, received: Received, socket: Socket) => void;

export const json =
  (value: unknown, status = 200): Reply =>
  (response) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
export const status =
  (code: number): Reply =>
  (response) =>
    response.writeHead(code).end();
export const empty = status(200);
export const hang: Reply = () => undefined;
export const close: Reply = (_response, _received, socket) => socket.end();
export const reset: Reply = (_response, _received, socket) => socket.resetAndDestroy();

const running = new Set<() => Promise<void>>();
// A test that fails must not leave a server behind, or jest never ends.
afterEach(async () => {
  await Promise.all([...running].map((stop) => stop()));
  running.clear();
});

/** A tiny application: each path has a list of replies, the last of which stays. Unknown paths: 200, empty. */
export async function startWebhookServer(script: Record<string, readonly Reply[]>) {
  const received: Received[] = [];
  const sockets = new Set<Socket>();
  const left = new Map(Object.entries(script).map(([path, replies]) => [path, [...replies]]));
  let connections = 0;
  const numbers = new WeakMap<Socket, number>();
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      const target = request.url ?? '';
      const url = new URL(target, 'http://local');
      const one: Received = {
        method: request.method ?? '',
        path: url.pathname,
        query: url.searchParams,
        target,
        headers: request.headers,
        body,
        json: body.startsWith('{') ? (JSON.parse(body) as Record<string, unknown>) : {},
        atMs: performance.now(),
        connection: numbers.get(request.socket) ?? -1,
      };
      received.push(one);
      const replies = left.get(url.pathname) ?? [];
      const reply = (replies.length > 1 ? replies.shift() : replies[0]) ?? empty;
      reply(response, one, request.socket);
    });
  });
  server.on('connection', (socket) => {
    numbers.set(socket, (connections += 1));
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  running.add(stop);
  return {
    base: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    received,
    to: (path: string) => received.filter((one) => one.path === path),
    sockets,
    /** Resolves with the number of open connections, once it is this one. */
    connected: async (count: number) => {
      while (sockets.size !== count) await sleep(5);
      return sockets.size;
    },
    stop,
  };
}

export type WebhookServer = Awaited<ReturnType<typeof startWebhookServer>>;
