import { WebSocket } from 'ws';
import type { Clock } from '../../contracts/clock.ts';
import { isLoopback } from '../../contracts/loopback.ts';

type Opened =
  | { readonly kind: 'open'; readonly socket: WebSocket }
  | { readonly kind: 'failed'; readonly detail: string }
  | { readonly kind: 'timeout' };

/** The handshake alone. `address` is the URI's on this machine; undefined: there is none. */
export function openWebsocket(
  {
    uri,
    address,
    headers,
  }: {
    readonly uri: string;
    readonly address: string | undefined;
    readonly headers: Readonly<Record<string, string>>;
  },
  {
    sockets,
    timeoutMs,
    giveUp,
    clock,
  }: {
    /** Gets each socket until it is closed. */
    readonly sockets: Set<WebSocket>;
    readonly timeoutMs: number;
    readonly giveUp: Promise<void>;
    readonly clock: Clock;
  },
): Promise<Opened> {
  if (address === undefined || !URL.canParse(address) || !isLoopback(new URL(address).hostname)) {
    return Promise.resolve({ kind: 'failed', detail: 'no WebSocket server on this machine has this name' });
  }
  return new Promise((resolve) => {
    const socket = new WebSocket(address, {
      headers: { ...headers, host: new URL(uri).host },
      perMessageDeflate: false,
      followRedirects: false,
    });
    sockets.add(socket);
    let opened: Opened | undefined;
    const finish = (result: Opened): void => {
      if (opened) return;
      opened = result;
      stopTimer();
      if (result.kind !== 'open') socket.terminate();
      resolve(result);
    };
    const stopTimer = clock.after(timeoutMs, () => finish({ kind: 'timeout' }));
    void giveUp.then(() => {
      finish({ kind: 'timeout' });
    });
    // The listener stays: a socket that is terminated before it was open still emits an error.
    socket.on('error', (error) => {
      finish({ kind: 'failed', detail: error.message });
    });
    socket.once('close', () => {
      sockets.delete(socket);
      finish({ kind: 'failed', detail: 'closed during the handshake' });
    });
    socket.once('open', () => {
      finish({ kind: 'open', socket });
    });
  });
}
