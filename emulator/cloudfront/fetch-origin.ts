import { request as httpRequest } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import type { Socket } from 'node:net';
import type { OriginModel } from '../deployment.ts';
import { connectOrigin, failure } from './connect-origin.ts';
import type { Address, OriginFailure } from './connect-origin.ts';
import type { OriginRequest } from './origin-request.ts';

export interface OriginResponse {
  readonly kind: 'response';
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** How far a fetch has come, for the note when the viewer does not wait for its end. */
export interface Progress {
  readonly onConnected?: (socket: Socket) => void;
  now?: {
    readonly origin: OriginModel;
    /** As asked of the origin, without the query. */
    readonly path: string;
    readonly stage: 'connecting' | 'waiting';
  };
}

/**
 * One request to the origin, with CloudFront's timeouts. An origin that does not answer a GET or HEAD in
 * time is asked as often as ConnectionAttempts says; other methods once (CloudFront Developer Guide,
 * "Origin response timeout").
 */
export async function fetchOrigin(
  origin: OriginModel,
  address: Address | undefined,
  request: OriginRequest,
  progress: Progress,
  signal: AbortSignal,
): Promise<OriginResponse | OriginFailure> {
  if (address === undefined) return failure(502, `no origin has the name ${origin.hostName}`);
  const attempts = origin.connectionAttempts.value;
  const [path = '/'] = request.path.split('?');
  const tries = request.method === 'GET' || request.method === 'HEAD' ? attempts : 1;
  let result: OriginResponse | OriginFailure | 'too-late' = 'too-late';
  for (let count = 1; count <= tries && result === 'too-late'; count += 1) {
    progress.now = { origin, path, stage: 'connecting' };
    const timeoutMs = origin.connectionTimeoutMs.value;
    const connected = await connectOrigin(address, { attempts, timeoutMs }, signal);
    signal.throwIfAborted();
    if ('kind' in connected) return connected;
    progress.onConnected?.(connected);
    progress.now = { origin, path, stage: 'waiting' };
    result = await exchange(connected, origin, request, signal);
    signal.throwIfAborted();
  }
  return result === 'too-late' ? failure(504, 'the origin did not answer in time') : result;
}

function exchange(
  socket: Socket,
  origin: OriginModel,
  { method, path, headers, body }: OriginRequest,
  signal: AbortSignal,
): Promise<OriginResponse | OriginFailure | 'too-late'> {
  return new Promise((resolve) => {
    const outgoing = httpRequest({ createConnection: () => socket, method, path, headers, signal });
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
