import { connect } from 'node:net';
import type { Socket } from 'node:net';

export interface Address {
  readonly host: string;
  readonly port: number;
  /** Where the edge's connection comes from. */
  readonly localAddress?: string;
}

/** Why the origin gave no response. The status is CloudFront's own. */
export interface OriginFailure {
  readonly kind: 'failure';
  readonly status: 502 | 504;
  readonly reason: string;
}

/** CloudFront Developer Guide, "Origin connection timeout and attempts": one timeout for each attempt. */
export async function connectOrigin(
  address: Address,
  { attempts, timeoutMs }: { readonly attempts: number; readonly timeoutMs: number },
  signal: AbortSignal,
): Promise<Socket | OriginFailure> {
  let last: Socket | OriginFailure = failure(502, 'no attempt was made');
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    signal.throwIfAborted();
    last = await connectOnce(address, timeoutMs, signal);
    if (!('kind' in last)) return last;
  }
  return last;
}

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

export function failure(status: OriginFailure['status'], reason: string): OriginFailure {
  return { kind: 'failure', status, reason };
}
