import type { IncomingHttpHeaders } from 'node:http';
import { type Agent, request as requestHttps } from 'node:https';

export interface Response {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface Outgoing {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Many times what an NCCO needs. */
const MOST_BYTES = 1024 * 1024;

/** There was no whole response. */
export class NoResponseError extends Error {
  override readonly name = 'NoResponseError';
  /** Of node:net, node:tls or node:http. */
  readonly code: string | undefined;
  /** A connection that was kept from before was closed by the other side meanwhile: nothing of a response has come. */
  readonly isStale: boolean;

  constructor(cause: NodeJS.ErrnoException, isStale: boolean) {
    super(cause.message, { cause });
    this.code = cause.code;
    this.isStale = isStale;
  }
}

/**
 * Sends one request, and follows no redirect.
 * @param signal ends it, whatever has come by then: nothing of it is left
 * @throws NoResponseError
 */
export function send(
  { method, url, headers, body }: Outgoing,
  agent: Agent,
  signal: AbortSignal,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    let hasBegun = false;
    const fail = (error: NodeJS.ErrnoException): void =>
      reject(new NoResponseError(error, request.reusedSocket && !hasBegun && isReset(error)));
    const request = requestHttps(url, { method, headers, agent, signal }, (response) => {
      hasBegun = true;
      const chunks: Buffer[] = [];
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > MOST_BYTES) response.destroy(tooLarge());
        else chunks.push(chunk);
      });
      response.on('error', fail);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: Buffer.concat(chunks).toString('utf8'),
        }),
      );
    });
    request.on('error', fail);
    // A connection that ends otherwise, e.g. with a response of another protocol.
    request.on('close', () => fail(closed()));
    request.end(body);
  });
}

const isReset = ({ code }: NodeJS.ErrnoException): boolean => code === 'ECONNRESET' || code === 'EPIPE';

const tooLarge = (): Error =>
  Object.assign(new Error(`expected at most ${String(MOST_BYTES)} bytes, found more`), {
    code: TOO_LARGE,
  });

/** `code` of a response that is longer than any NCCO. */
export const TOO_LARGE = 'ETOOLARGE';

const closed = (): Error => Object.assign(new Error('the connection was closed'), { code: 'ECONNRESET' });
