import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Socket } from 'node:net';
import type { OriginModel } from '../deployment.ts';
import { failure, type OriginFailure, type OriginLine, type OriginResponse } from './fetch-origin.ts';
import type { OriginRequest } from './origin-request.ts';

export interface Address {
  readonly host: string;
  readonly port: number;
  /** Where the edge's connection comes from. */
  readonly localAddress?: string;
  /** It speaks TLS: with a certificate for this name, of an authority that CloudFront trusts (PEM). undefined: plain HTTP. */
  readonly tls?: { readonly servername: string; readonly ca: string } | undefined;
}

/** An origin on this machine. */
export const socketLine = (address: Address): OriginLine<Socket> => ({
  connect: async (timeoutMs, signal) => {
    const connected = await connectOnce(address, timeoutMs, signal);
    if ('kind' in connected) return connected;
    const { localAddress, localPort } = connected;
    return { kind: 'connected', connection: connected, client: `${localAddress}:${localPort}` };
  },
  exchange: (socket, origin, request, signal) => exchange(socket, address.tls, origin, request, signal),
});

function connectOnce(
  address: Address,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Socket | OriginFailure> {
  return new Promise((resolve) => {
    const socket = connect(address);
    const give = (result: Socket | OriginFailure): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      socket.removeListener('error', refuse);
      if (result !== socket) {
        // Later errors of the socket have no effect.
        socket.on('error', () => undefined);
        socket.destroy();
      }
      resolve(result);
    };
    const refuse = ({ code = 'error' }: NodeJS.ErrnoException): void => {
      give(failure(502, `could not connect to the origin (${code})`));
    };
    const abort = (): void => {
      give(failure(502, 'the viewer left'));
    };
    const timer = setTimeout(() => {
      give(failure(504, 'the origin did not accept a connection in time'));
    }, timeoutMs);
    signal.addEventListener('abort', abort, { once: true });
    socket.once('error', refuse);
    socket.once('connect', () => {
      give(socket);
    });
  });
}

/** A TLS handshake counts as part of the wait for a response, and its failure as a connection that fails. */
function exchange(
  socket: Socket,
  tls: Address['tls'],
  origin: OriginModel,
  { method, path, headers, body }: OriginRequest,
  signal: AbortSignal,
): Promise<OriginResponse | OriginFailure | 'too-late'> {
  return new Promise((resolve) => {
    const createConnection = (): Socket => (tls === undefined ? socket : connectTls({ socket, ...tls }));
    const outgoing = httpRequest({ createConnection, method, path, headers, signal });
    let readTimer: NodeJS.Timeout | undefined;
    const give = (result: OriginResponse | OriginFailure | 'too-late'): void => {
      clearTimeout(readTimer);
      clearTimeout(completionTimer);
      outgoing.destroy();
      resolve(result);
    };
    // Counts anew with every packet.
    const rearm = (): void => {
      clearTimeout(readTimer);
      readTimer = setTimeout(() => {
        give('too-late');
      }, origin.readTimeoutMs.value);
    };
    const { responseCompletionTimeoutMs } = origin;
    const completionTimer =
      responseCompletionTimeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            give(failure(504, 'the origin did not end its response in time'));
          }, responseCompletionTimeoutMs);
    rearm();
    outgoing.on('error', (error: NodeJS.ErrnoException) => {
      give(
        failure(502, `the origin closed the connection without a response (${error.code ?? error.message})`),
      );
    });
    outgoing.on('response', (incoming) => {
      const chunks: Buffer[] = [];
      rearm();
      incoming.on('data', (chunk: Buffer) => {
        rearm();
        chunks.push(chunk);
      });
      incoming.on('error', () => {
        give(failure(502, 'the origin broke off its response'));
      });
      incoming.on('end', () => {
        const status = incoming.statusCode ?? 502;
        give({ kind: 'response', status, headers: incoming.headers, body: Buffer.concat(chunks) });
      });
    });
    outgoing.end(body);
  });
}
