import { Agent, type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest, Agent as TlsAgent } from 'node:https';
import type { Outcome } from '../../contracts/history.ts';
import { isLoopback } from '../../contracts/loopback.ts';
import { nameError } from './name-error.ts';
import type { Timeouts } from '../profile.ts';

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

/**
 * Sends one request on a new connection; never rejects. A request in `open` that is destroyed has the outcome
 * `connection-closed`.
 */
export function exchange(
  { method, url, address, headers, body }: HttpRequest,
  { connectMs, socketMs }: Timeouts,
  open: Set<ClientRequest>,
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
    const request = (secure ? httpsRequest : httpRequest)(target, {
      method,
      agent: secure ? new TlsAgent({ servername: named.hostname }) : new Agent(),
      headers: {
        ...headers,
        host: named.host,
        connection: 'close',
        ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
      },
    });
    open.add(request);
    let client: string | undefined;
    const finish = (result: Exchange): void => {
      clearTimeout(timer);
      open.delete(request);
      resolve({ ...result, ...(client !== undefined && { client }) });
      request.destroy();
    };
    let timer = setTimeout(() => {
      finish(failed('connect-timeout', `no connection within ${String(connectMs)} ms`));
    }, connectMs);
    let connected = false;
    request.once('socket', (socket) => {
      const start = (): void => {
        connected = true;
        client = `${socket.localAddress}:${socket.localPort}`;
        clearTimeout(timer);
        timer = setTimeout(() => {
          finish(failed('socket-timeout', `no whole response within ${String(socketMs)} ms`));
        }, socketMs);
      };
      if (socket.connecting) socket.once('connect', start);
      else start();
    });
    request.on('error', (error: NodeJS.ErrnoException) => {
      finish(failed(nameError(error, connected), error.message));
    });
    request.once('close', () => {
      finish(failed('connection-closed', 'closed before a whole response'));
    });
    request.once('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('end', () => {
        finish(respond(response, Buffer.concat(chunks)));
      });
      response.on('error', (error: NodeJS.ErrnoException) => {
        finish(failed(nameError(error, connected), error.message));
      });
    });
    request.end(body);
  });
}
