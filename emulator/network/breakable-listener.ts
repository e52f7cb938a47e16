import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTcpServer, type Server as TcpServer, type Socket } from 'node:net';
import type { NetworkFault } from '../emulator.ts';
import { openBlackHole } from './black-hole.ts';

/** Longer than any client keeps an idle connection: the client closes first, and never writes into a reset. */
const KEEP_ALIVE_MS = 120_000;
/** Big enough to read a header block that the gateway then refuses by its own rule. */
const MAX_HEADER_BYTES = 64 * 1024;
const REQUEST_TIMEOUT_MS = 30_000;

const severedSockets = new WeakSet<Socket>();

/** Whether a fault (and not the client) ended this connection. */
export const wasSevered = (socket: Socket): boolean => severedSockets.has(socket);

/** An HTTP listener on a fixed port of 127.0.0.1 that can be broken and restored. */
export interface BreakableListener {
  readonly port: number;
  /** @throws when the listener is broken already; when the fault cannot be had: then it serves as before */
  break(fault: NetworkFault): Promise<void>;
  /** Serves again on the same port; does nothing when it is not broken. */
  restore(): Promise<void>;
  close(): Promise<void>;
}

/** Lets the fault in on a port that is closed; resolves with how to give the port back. */
type OpenFault = (port: number) => Promise<() => Promise<void>>;

const OPEN_FAULT: Readonly<Record<NetworkFault, OpenFault>> = {
  refuses: () => Promise.resolve(() => Promise.resolve()),
  'black-hole': openBlackHole,
  'accepts-and-hangs': openSilence,
};

export async function breakableListener(
  port: number,
  onRequest: RequestListener,
  openFault: Readonly<Record<NetworkFault, OpenFault>> = OPEN_FAULT,
): Promise<BreakableListener> {
  const server = createServer(
    { keepAliveTimeout: KEEP_ALIVE_MS, maxHeaderSize: MAX_HEADER_BYTES, requestTimeout: REQUEST_TIMEOUT_MS },
    onRequest,
  );
  server.on('clientError', refuseMalformed);
  const sockets = track(server);
  let undoFault: (() => Promise<void>) | undefined;

  const sever = () => {
    for (const socket of sockets) {
      severedSockets.add(socket);
      socket.resetAndDestroy();
    }
  };
  const restore = async (): Promise<void> => {
    await undoFault?.();
    // Still to be restored, should the port be taken.
    undoFault = () => Promise.resolve();
    await listen(server, port);
    undoFault = undefined;
  };
  await listen(server, port);
  return {
    port,
    async break(fault) {
      if (undoFault) throw new Error(`Port ${port} is broken already. Undo that fault first.`);
      undoFault = () => Promise.resolve();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      sever();
      await closed;
      try {
        undoFault = await openFault[fault](port);
      } catch (error) {
        await restore();
        throw error;
      }
    },
    async restore() {
      if (undoFault) await restore();
    },
    async close() {
      await undoFault?.();
      undoFault = undefined;
      sever();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** Accepts every connection and never says a word. */
async function openSilence(port: number): Promise<() => Promise<void>> {
  const server = createTcpServer({ pauseOnConnect: true });
  const sockets = track(server);
  await listen(server, port);
  return () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.resetAndDestroy();
    });
}

function track(server: Server | TcpServer): Set<Socket> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
  });
  return sockets;
}

function listen(server: Server | TcpServer, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host: '127.0.0.1', backlog: 511 }, () => {
      server.removeListener('error', reject);
      resolve();
    });
  });
}

/** Not HTTP, or too slow to be: the connection gets a plain refusal and the listener lives on. */
function refuseMalformed(error: Error & { code?: string }, socket: Socket): void {
  const status =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? '431 Request Header Fields Too Large'
      : error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? '408 Request Timeout'
        : '400 Bad Request';
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () => socket.destroy());
}
