import { WebSocket } from 'ws';
import type { Context } from '../context.ts';
import { isLoopback } from '../../contracts/loopback.ts';

export type Opened =
  | { readonly kind: 'open'; readonly socket: WebSocket }
  | { readonly kind: 'failed'; readonly detail: string }
  | { readonly kind: 'timeout' };

/** The handshake alone. `timeoutMs` is not compressed: the caller hears nothing meanwhile. `giveUp` ends it early. */
export function openWebsocket(
  context: Context,
  uri: string,
  headers: Readonly<Record<string, string>>,
  timeoutMs: number,
  giveUp: Promise<void>,
): Promise<Opened> {
  const address = context.options.directory.websocket(uri);
  if (address === undefined || !URL.canParse(address) || !isLoopback(new URL(address).hostname)) {
    return Promise.resolve({ kind: 'failed', detail: 'no WebSocket server on this machine has this name' });
  }
  return new Promise((resolve) => {
    const socket = new WebSocket(address, {
      headers: { ...headers, host: new URL(uri).host },
      perMessageDeflate: false,
      followRedirects: false,
    });
    context.sockets.add(socket);
    let opened: Opened | undefined;
    const finish = (result: Opened): void => {
      if (opened) return;
      opened = result;
      clearTimeout(timer);
      if (result.kind !== 'open') socket.terminate();
      resolve(result);
    };
    const timer = setTimeout(() => {
      finish({ kind: 'timeout' });
    }, timeoutMs);
    void giveUp.then(() => {
      finish({ kind: 'timeout' });
    });
    // The listener stays: a socket that is terminated before it was open still emits an error.
    socket.on('error', (error) => {
      finish({ kind: 'failed', detail: error.message });
    });
    socket.once('close', () => {
      context.sockets.delete(socket);
      finish({ kind: 'failed', detail: 'closed during the handshake' });
    });
    socket.once('open', () => {
      finish({ kind: 'open', socket });
    });
  });
}
