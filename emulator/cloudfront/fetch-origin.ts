import type { IncomingHttpHeaders } from 'node:http';
import type { OriginModel } from '../deployment.ts';
import type { OriginRequest } from './origin-request.ts';

export interface OriginResponse {
  readonly kind: 'response';
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Why the origin gave no response. The status is CloudFront's own. */
export interface OriginFailure {
  readonly kind: 'failure';
  readonly status: 502 | 504;
  readonly reason: string;
}

export function failure(status: OriginFailure['status'], reason: string): OriginFailure {
  return { kind: 'failure', status, reason };
}

export interface Connected<Connection> {
  readonly kind: 'connected';
  readonly connection: Connection;
  /** This end of it, `address:port`. */
  readonly client: string;
}

/** How an origin is reached: on sockets, or simulated too. */
export interface OriginLine<Connection> {
  /** One attempt. */
  connect(timeoutMs: number, signal: AbortSignal): Promise<Connected<Connection> | OriginFailure>;
  /** One request, within the origin's timeouts; it is the connection's last one. `too-late`: nothing came for the read timeout. */
  exchange(
    connection: Connection,
    origin: OriginModel,
    request: OriginRequest,
    signal: AbortSignal,
  ): Promise<OriginResponse | OriginFailure | 'too-late'>;
}

/** How far a fetch has come, for the note when the viewer does not wait for its end. */
export interface Progress {
  /** With this end of the connection. */
  readonly onConnected?: (client: string) => void;
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
export async function fetchOrigin<Connection>(
  origin: OriginModel,
  line: OriginLine<Connection> | undefined,
  request: OriginRequest,
  progress: Progress,
  signal: AbortSignal,
): Promise<OriginResponse | OriginFailure> {
  if (line === undefined) return failure(502, `no origin has the name ${origin.hostName}`);
  const attempts = origin.connectionAttempts.value;
  const [path = '/'] = request.path.split('?');
  const tries = request.method === 'GET' || request.method === 'HEAD' ? attempts : 1;
  let result: OriginResponse | OriginFailure | 'too-late' = 'too-late';
  for (let count = 1; count <= tries && result === 'too-late'; count += 1) {
    progress.now = { origin, path, stage: 'connecting' };
    const connected = await connectOrigin(origin, line, signal);
    signal.throwIfAborted();
    if (connected.kind === 'failure') return connected;
    progress.onConnected?.(connected.client);
    progress.now = { origin, path, stage: 'waiting' };
    result = await line.exchange(connected.connection, origin, request, signal);
    signal.throwIfAborted();
  }
  return result === 'too-late' ? failure(504, 'the origin did not answer in time') : result;
}

/** CloudFront Developer Guide, "Origin connection timeout and attempts": one timeout for each attempt. */
async function connectOrigin<Connection>(
  { connectionAttempts, connectionTimeoutMs }: OriginModel,
  line: OriginLine<Connection>,
  signal: AbortSignal,
): Promise<Connected<Connection> | OriginFailure> {
  let last: Connected<Connection> | OriginFailure = failure(502, 'no attempt was made');
  for (let attempt = 1; attempt <= connectionAttempts.value; attempt += 1) {
    signal.throwIfAborted();
    last = await line.connect(connectionTimeoutMs.value, signal);
    if (last.kind === 'connected') return last;
  }
  return last;
}
