import { createServer, type RequestListener } from 'node:http';
import { createServer as createTcpServer, Server as TcpServer, type Socket } from 'node:net';
import { createServer as createTlsServer, Server as TlsServer } from 'node:tls';
import type { HostFault, NetworkFault, TlsFault } from '../emulator.ts';
import { openBlackHole } from './black-hole.ts';
import type { HostCertificates } from './certificates.ts';
import { openDrip } from './drip.ts';
import { isRequestFault, meetRequestFault, type RequestFault } from './request-faults.ts';

/** Longer than any client keeps an idle connection: the client closes first, and never writes into a reset. */
const KEEP_ALIVE_MS = 120_000;
/** Big enough to read a header block that the gateway then refuses by its own rule. */
const MAX_HEADER_BYTES = 64 * 1024;
const REQUEST_TIMEOUT_MS = 30_000;

const severedSockets = new WeakSet<Socket>();

/** Whether a fault (and not the client) ended this connection. */
export const wasSevered = (socket: Socket): boolean => severedSockets.has(socket);

/** An HTTP listener on a fixed port of 127.0.0.1, behind TLS or not, that can be broken and restored. */
export interface BreakableListener {
  readonly port: number;
  /** @throws when the listener is broken already; when the fault cannot be had: then it serves as before */
  break(fault: HostFault): Promise<void>;
  /** Serves again on the same port; does nothing when it is not broken. */
  restore(): Promise<void>;
  close(): Promise<void>;
}

/** Opens the fault on a port that is closed; resolves with how to give the port back. */
type OpenFault = (port: number) => Promise<() => Promise<void>>;

/** Faults that take the port away from the server. */
type PortFault = Exclude<NetworkFault, 'resets-kept-connections' | 'drips'>;

const isTlsFault = (fault: HostFault): fault is TlsFault =>
  typeof fault === 'string' && fault.startsWith('tls-');

const OPEN_FAULT: Readonly<Record<PortFault, OpenFault>> = {
  refuses: () => Promise.resolve(() => Promise.resolve()),
  'black-hole': openBlackHole,
  'accepts-and-hangs': openSilence,
};

/** A host that vanishes or hangs says nothing on connections that were idle either; they stay open. */
const KEEPS_IDLE: readonly NetworkFault[] = ['black-hole', 'accepts-and-hangs'];

/** @param tls undefined: plain HTTP */
export async function breakableListener(
  port: number,
  onRequest: RequestListener,
  tls?: HostCertificates,
  openFault: Readonly<Record<PortFault, OpenFault>> = OPEN_FAULT,
): Promise<BreakableListener> {
  const busy = new Set<Socket>();
  /** Connections that a new request finds reset. */
  let stale: WeakSet<Socket> | undefined;
  let requestFault: RequestFault | undefined;
  let isMute = false;
  /** Connections with a request that came while it was mute. */
  const unanswered = new Set<Socket>();
  const server = createServer(
    { keepAliveTimeout: KEEP_ALIVE_MS, maxHeaderSize: MAX_HEADER_BYTES, requestTimeout: REQUEST_TIMEOUT_MS },
    (request, response) => {
      const { socket } = request;
      if (isMute && kept.has(socket)) {
        unanswered.add(socket);
        return;
      }
      if (stale?.has(socket)) return reset(socket);
      busy.add(socket);
      response.once('close', () => {
        busy.delete(socket);
        stale?.add(socket);
      });
      if (requestFault === undefined) onRequest(request, response);
      else meetRequestFault(requestFault, onRequest, request, response, () => reset(socket));
    },
  );
  server.on('clientError', refuseMalformed);
  /** What takes connections, and hands those of TLS on to the HTTP server. */
  const accept = (onConnection: (socket: Socket) => void): TcpServer | TlsServer =>
    tls === undefined ? createTcpServer(onConnection) : behindTls(tls, onConnection);
  const acceptor = tls === undefined ? server : accept((socket) => server.emit('connection', socket));
  const sockets = track(acceptor);
  /** Idle connections that outlived the beginning of a fault. */
  let kept = new WeakSet<Socket>();
  let undoFault: (() => Promise<void>) | undefined;

  /** Of a connection behind TLS, the TCP connection is what can be reset. */
  const reset = (socket: Socket): void => {
    const { remotePort } = socket;
    const tcp = [...sockets].find((each) => each === socket || each.remotePort === remotePort);
    (tcp ?? socket).resetAndDestroy();
  };
  const sever = (which: Iterable<Socket>) => {
    for (const socket of which) {
      severedSockets.add(socket);
      reset(socket);
    }
  };
  const restore = async (): Promise<void> => {
    await undoFault?.();
    // Still to be restored, should the port be taken.
    undoFault = () => Promise.resolve();
    if (!acceptor.listening) await listen(acceptor, port);
    isMute = false;
    // What serves again knows nothing of them.
    sever(unanswered);
    unanswered.clear();
    undoFault = undefined;
  };
  /** Closes the port. */
  const takePort = async (fault: NetworkFault): Promise<void> => {
    if (!KEEPS_IDLE.includes(fault)) {
      const closed = new Promise<void>((resolve) => acceptor.close(() => resolve()));
      for (const socket of busy) severedSockets.add(socket);
      sever(sockets);
      return closed;
    }
    isMute = true;
    sever(busy);
    kept = new WeakSet(sockets);
    // An HTTP server's own close would end its idle connections.
    TcpServer.prototype.close.call(acceptor);
    return Promise.resolve();
  };
  const open = async (fault: HostFault): Promise<() => Promise<void>> => {
    if (isRequestFault(fault)) {
      requestFault = fault;
      return () => Promise.resolve(void (requestFault = undefined));
    }
    if (isTlsFault(fault)) {
      if (!(acceptor instanceof TlsServer) || tls === undefined)
        throw new Error(`Expected a listener with TLS on port ${port}, for ${fault}; found plain HTTP.`);
      acceptor.setSecureContext(tls.bad[fault]);
      return () => Promise.resolve(acceptor.setSecureContext(tls.good));
    }
    if (fault === 'resets-kept-connections') {
      stale = new WeakSet(sockets);
      return () => Promise.resolve(void (stale = undefined));
    }
    await takePort(fault);
    return fault === 'drips' ? openDrip(port, server, accept) : openFault[fault](port);
  };
  await listen(acceptor, port);
  return {
    port,
    async break(fault) {
      if (undoFault) throw new Error(`Port ${port} is broken already. Undo that fault first.`);
      undoFault = () => Promise.resolve();
      try {
        undoFault = await open(fault);
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
      sever(sockets);
      await new Promise<void>((resolve) => acceptor.close(() => resolve()));
    },
  };
}

function behindTls({ good }: HostCertificates, onConnection: (socket: Socket) => void): TlsServer {
  const server = createTlsServer(good, onConnection);
  // A client that refuses the certificate.
  server.on('tlsClientError', () => undefined);
  return server;
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

function track(server: TcpServer): Set<Socket> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
  });
  return sockets;
}

function listen(server: TcpServer, port: number): Promise<void> {
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
