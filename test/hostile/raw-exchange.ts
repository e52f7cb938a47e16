import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'node:net';

/** What a connection says to bytes that were written into it. */
export interface RawExchange {
  /** Statuses of the responses, in order; empty where it was closed without a word. */
  readonly statuses: readonly number[];
  readonly text: string;
}

/** A connection to the URL's port. Close it. */
export async function openConnection(url: string): Promise<Socket> {
  const socket = connect({ port: Number(new URL(url).port), host: '127.0.0.1' });
  // Whoever is refused in the middle of writing is reset.
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

/**
 * Writes bytes, and reads until so many responses have come or the connection is closed.
 * @param then what the sender does after its last byte
 */
export async function exchangeRaw(
  url: string,
  bytes: string | Buffer,
  { responses = 1, then = 'waits' }: { responses?: number; then?: 'waits' | 'ends' | 'resets' } = {},
): Promise<RawExchange> {
  const socket = await openConnection(url);
  let text = '';
  const statuses = (): readonly number[] =>
    [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
  const over = new Promise<void>((resolve) => {
    socket.once('close', () => resolve());
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      if (statuses().length >= responses) resolve();
    });
  });
  socket.write(bytes, () => {
    if (then === 'ends') socket.end();
    if (then === 'resets') socket.resetAndDestroy();
  });
  await over;
  socket.destroy();
  return { statuses: statuses(), text };
}

/** A request as text. `Host` and `Connection: close` are there unless they are named. */
export function requestText(
  url: string,
  method: string,
  headers: Readonly<Record<string, string>>,
  body = '',
): string {
  const { host, pathname, search } = new URL(url);
  const lines = Object.entries({ Host: host, Connection: 'close', ...headers }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  return [`${method} ${pathname}${search} HTTP/1.1`, ...lines, '', body].join('\r\n');
}
