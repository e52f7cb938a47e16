import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Socket } from 'node:net';
import type { Outcome } from '../../contracts/history.ts';
import { isLoopback } from '../../contracts/loopback.ts';
import { nameError } from './name-error.ts';
import type { Profile, Timeouts } from '../profile.ts';
import type { Connections } from './connections.ts';

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  /** As in the application: its host goes into the Host header. */
  readonly url: string;
  /** Its address on this machine. */
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Exchange {
  readonly outcome: Outcome;
  /** The whole body; empty without a response. */
  readonly body: Buffer;
  /** The client's end of the connection, `address:port`, if there was one. */
  readonly client?: string;
  /** It was a kept connection, not a new one. */
  readonly isKept?: true;
}

const NO_BODY = Buffer.alloc(0);
const BODY_IN_HISTORY = 2000;

const failed = (error: Extract<Outcome, { kind: 'error' }>['error'], detail: string): Exchange => ({
  outcome: { kind: 'error', error, detail },
  body: NO_BODY,
});

function parse(text: string): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url && (url.protocol === 'http:' || url.protocol === 'https:') ? url : undefined;
}

function respond(response: IncomingMessage, body: Buffer): Exchange {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(response.headers)) headers[name] = String(value);
  return {
    outcome: {
      kind: 'response',
      status: response.statusCode ?? 0,
      headers,
      body: body.toString('utf8', 0, BODY_IN_HISTORY * 4).slice(0, BODY_IN_HISTORY),
    },
    body,
  };
}

/** How one request is sent. */
export interface Sending {
  readonly timeouts: Timeouts;
  readonly socketTimeoutCovers: Profile['socketTimeoutCovers'];
  /** The request opens a connection, even if one is kept. */
  readonly onNewConnection: boolean;
}

/** Sends one request; never rejects. */
export function exchange(
  { method, url, address, headers, body }: HttpRequest,
  {
    timeouts: { connectMs, socketMs },
    socketTimeoutCovers,
    connections,
    onNewConnection,
  }: Sending & { readonly connections: Connections },
): Promise<Exchange> {
  const named = parse(url);
  const target = parse(address);
  if (!named) return Promise.resolve(failed('invalid-url', `expected http(s)://…, found ${url}`));
  // No traffic leaves this machine: any other address counts as not found.
  if (!target || !isLoopback(target.hostname)) {
    return Promise.resolve(failed('invalid-url', `no server on this machine has the name ${named.host}`));
  }
  return new Promise((resolve) => {
    const secure = target.protocol === 'https:';
    const agent = connections.agent(secure ? named.hostname : undefined, onNewConnection);
    const request = (secure ? httpsRequest : httpRequest)(target, {
      method,
      agent,
      headers: {
        ...headers,
        host: named.host,
        ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
      },
    });
    connections.requests.add(request);
    let socket: Socket | undefined;
    let client: string | undefined;
    let isKept = false;
    let timer: NodeJS.Timeout | undefined;
    const limit = (ms: number, result: () => Exchange): void => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        end(result());
      }, ms);
    };
    const limitSocket = (): void =>
      limit(socketMs, () => failed('socket-timeout', SOCKET_TIMEOUT[socketTimeoutCovers](socketMs)));
    const finish = (result: Exchange): void => {
      clearTimeout(timer);
      socket?.off('data', limitSocket);
      connections.requests.delete(request);
      resolve({ ...result, ...(client !== undefined && { client }), ...(isKept && { isKept }) });
    };
    /** Ends the connection too. */
    const end = (result: Exchange): void => {
      finish(result);
      request.destroy();
    };
    limit(connectMs, () => failed('connect-timeout', `no connection within ${String(connectMs)} ms`));
    let connected = false;
    request.once('socket', (used) => {
      socket = used;
      isKept = !used.connecting;
      const start = (): void => {
        connected = true;
        client = `${used.localAddress}:${used.localPort}`;
        limitSocket();
        if (socketTimeoutCovers === 'inactivity') used.on('data', limitSocket);
      };
      if (used.connecting) used.once('connect', start);
      else start();
    });
    request.on('error', (error: NodeJS.ErrnoException) => {
      end(failed(nameError(error, connected), error.message));
    });
    request.once('close', () => {
      end(failed('connection-closed', 'closed before a whole response'));
    });
    request.once('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('end', () => {
        finish(respond(response, Buffer.concat(chunks)));
      });
      response.on('error', (error: NodeJS.ErrnoException) => {
        end(failed(nameError(error, connected), error.message));
      });
    });
    request.end(body);
  });
}

const SOCKET_TIMEOUT: Readonly<Record<Profile['socketTimeoutCovers'], (ms: number) => string>> = {
  'whole-response': (ms) => `no whole response within ${String(ms)} ms`,
  inactivity: (ms) => `nothing arrived for ${String(ms)} ms`,
};
