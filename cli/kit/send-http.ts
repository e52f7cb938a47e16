import { Agent, request as requestHttp } from 'node:http';
import { Agent as TlsAgent, request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { TLSSocket } from 'node:tls';

/** One request, as it is sent. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  /** Host to connect to in the place of the URL's, which is still the one that is asked for (in TLS too). */
  readonly connectTo?: string;
  /** Port to connect to in the place of the URL's. */
  readonly port?: number;
  /** PEM of the authority to trust in the place of the public ones. */
  readonly authority?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Address of this machine that the connection comes from. */
  readonly localAddress?: string;
  /** In place of the resolver of node:net. */
  readonly lookup?: LookupFunction;
}

/** Timeouts of a request: longer than any timeout of Vonage, to tell a slow URL from an unreachable one. */
export interface HttpTimeouts {
  readonly connectMs: number;
  /** From the connection to the last byte. */
  readonly responseMs: number;
}

export const HTTP_TIMEOUTS: HttpTimeouts = { connectMs: 3_000, responseMs: 12_000 };

/** An NCCO is some kilobytes; what is larger is none. */
const MOST_BYTES = 1_000_000;

export type HttpAnswer =
  | {
      readonly kind: 'answered';
      readonly status: number;
      /** Lower-case names. */
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
      /** From the name's resolution to the connection. */
      readonly connectMs: number;
      /** From the connection to the last byte, TLS included: what Vonage's socket timeout is taken to cover. */
      readonly responseMs: number;
      /** End of the certificate's life, ms since 1970; undefined without TLS. */
      readonly certificateEndsMs: number | undefined;
    }
  | {
      readonly kind: 'failed';
      /** `name`: it has no address. `connect`: no connection. `tls`: no handshake. `response`: none, or half of one. */
      readonly phase: 'name' | 'connect' | 'tls' | 'response';
      /** Node's code (ECONNREFUSED, CERT_HAS_EXPIRED, …), or `timeout`. */
      readonly code: string;
      readonly detail: string;
    };

const INTERRUPTED: HttpAnswer = {
  kind: 'failed',
  phase: 'connect',
  code: 'interrupted',
  detail: 'interrupted',
};

export type SendHttp = (request: HttpRequest) => Promise<HttpAnswer>;

/**
 * One request on a connection of its own, redirects not followed, as Vonage is taken to send it. Never rejects, and
 * ends in time: at a timeout, or when `signal` is aborted.
 */
export function sendHttp(
  { method, url, connectTo, port, authority, headers, body, localAddress, lookup }: HttpRequest,
  { connectMs, responseMs }: HttpTimeouts = HTTP_TIMEOUTS,
  signal?: AbortSignal,
): Promise<HttpAnswer> {
  if (signal?.aborted) return Promise.resolve(INTERRUPTED);
  const isTls = url.protocol === 'https:';
  return new Promise((resolve) => {
    let phase: Extract<HttpAnswer, { kind: 'failed' }>['phase'] = 'connect';
    let startedMs = performance.now();
    let connectedMs = startedMs;
    let certificateEndsMs: number | undefined;
    const request = (isTls ? requestHttps : requestHttp)(url, {
      method,
      agent: isTls ? new TlsAgent() : new Agent(),
      ...(connectTo === undefined ? {} : { hostname: connectTo }),
      ...(port === undefined ? {} : { port }),
      ...(authority === undefined ? {} : { ca: authority }),
      localAddress,
      lookup,
      headers: {
        // TLS takes the server's name from it as well.
        ...(connectTo === undefined ? {} : { host: url.host }),
        ...headers,
        ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
      },
    });
    const finish = (answer: HttpAnswer): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      resolve(answer);
      request.destroy();
    };
    const fail = (code: string, detail: string): void => finish({ kind: 'failed', phase, code, detail });
    const expire = (ms: number): NodeJS.Timeout =>
      setTimeout(() => fail('timeout', `nothing within ${String(ms)} ms`), ms);
    let timer = expire(connectMs);
    const onAbort = (): void => finish(INTERRUPTED);
    signal?.addEventListener('abort', onAbort);

    request.once('socket', (socket) => {
      socket.once('lookup', (error) => {
        startedMs = performance.now();
        if (error as Error | null) phase = 'name';
      });
      socket.once('connect', () => {
        connectedMs = performance.now();
        phase = isTls ? 'tls' : 'response';
        clearTimeout(timer);
        timer = expire(responseMs);
      });
      socket.once('secureConnect', () => {
        phase = 'response';
        certificateEndsMs = Date.parse((socket as TLSSocket).getPeerCertificate().valid_to);
      });
    });
    request.on('error', (error: NodeJS.ErrnoException) => fail(error.code ?? error.name, error.message));
    request.once('close', () => fail('closed', 'the connection was closed before a whole response'));
    request.once('response', (response) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        bytes += chunk.length;
        if (bytes > MOST_BYTES) fail('too-large', `more than ${String(MOST_BYTES)} bytes`);
      });
      response.on('error', (error: NodeJS.ErrnoException) => fail(error.code ?? error.name, error.message));
      response.once('end', () =>
        finish({
          kind: 'answered',
          status: response.statusCode ?? 0,
          headers: Object.fromEntries(
            Object.entries(response.headers).map(([name, value]) => [name, String(value)]),
          ),
          body: Buffer.concat(chunks).toString('utf8'),
          connectMs: connectedMs - startedMs,
          responseMs: performance.now() - connectedMs,
          certificateEndsMs,
        }),
      );
    });
    request.end(body);
  });
}
