import { type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo, LookupFunction, Socket } from 'node:net';
import tls from 'node:tls';
import {
  type Certificate,
  createAuthority,
  createCertificate,
} from '../../../emulator/network/certificates.ts';
import { createAsk } from '../../../functions/forward/ask.ts';
import { forwardBy, type ForwardOptions } from '../../../functions/forward/forward-to.ts';
import type { Forward } from '../../../functions/forward/forward.ts';

export const HOST = 'voice.example.com';
/** Where it may take events instead. */
export const EVENT_HOST = 'events.example.com';

const authority = createAuthority();
const certificate = authority.then((known) => createCertificate([HOST, EVENT_HOST], known));

/** This process trusts the authority of the tests. */
const trusted = authority.then(({ cert }) => tls.setDefaultCACertificates([cert]));

export interface ReceivedRequest {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

export interface Application {
  readonly received: readonly ReceivedRequest[];
  /** Connections that were made, and those that are open. */
  readonly connections: { readonly made: number; readonly open: number };
  readonly forward: Forward;
  closeConnections(): void;
  close(): Promise<void>;
}

/** What it does with a request, once that is read. */
export type Behavior = (response: ServerResponse, request: ReceivedRequest) => void;

export const json =
  (value: unknown, status = 200): Behavior =>
  (response) =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));

/** A name is there in the network of these tests. */
export const toLoopback: LookupFunction = (_host, { all }, callback) =>
  all === true ? callback(null, [{ address: '127.0.0.1', family: 4 }]) : callback(null, '127.0.0.1', 4);

/** An application on a loopback port, with a certificate for `voice.example.com`. */
export async function startApplication(
  behavior: Behavior,
  { eventHost = HOST, ...options }: ForwardOptions<string> & { readonly eventHost?: string } = {},
  other?: Certificate,
): Promise<Application> {
  await trusted;
  const received: ReceivedRequest[] = [];
  const sockets = new Set<Socket>();
  let made = 0;
  const listener: RequestListener = (request, response) => {
    const chunks: Buffer[] = [];
    request.on('error', () => undefined);
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method, url, headers } = request;
      const one = { method, url, headers, body: Buffer.concat(chunks) };
      received.push(one);
      behavior(response, one);
    });
  };
  const server = createServer(other ?? (await certificate), listener);
  server.on('tlsClientError', () => undefined);
  server.on('connection', (socket: Socket) => {
    made += 1;
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    received,
    get connections() {
      return { made, open: sockets.size };
    },
    forward: forwardBy(
      createAsk(toLoopback),
      eventHost === HOST
        ? `https://${HOST}:${String(port)}`
        : {
            answer: `https://${HOST}:${String(port)}/webhooks/answer`,
            event: `https://${eventHost}:${String(port)}/webhooks/event`,
          },
      options,
    ),
    closeConnections: () => {
      for (const socket of sockets) socket.destroy();
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
