import type { WebSocket } from 'ws';
import type { Clock } from '../contracts/clock.ts';
import { Connections } from './http/connections.ts';
import { exchange } from './http/exchange.ts';
import { openWebsocket } from './legs/open-websocket.ts';
import { talkOnWebsocket } from './legs/talk-on-websocket.ts';
import { Ticker } from './legs/ticker.ts';
import type { BotLine, Network } from './network.ts';
import type { Profile } from './profile.ts';
import { RestControl } from './rest-control.ts';
import type { Directory } from './simulator.ts';

/** After a close frame; a half-open bot never answers it. */
const CLOSE_TIMEOUT_MS = 500;

/** Sockets on this machine. */
export function loopbackNetwork(directory: Directory, profile: Profile, clock: Clock): Network {
  const connections = new Connections(profile, directory.authority);
  const sockets = new Set<WebSocket>();
  const ticker = new Ticker();
  let rest: RestControl | undefined;

  const lineOn = (socket: WebSocket): BotLine => ({
    talk: (session) => talkOnWebsocket(socket, session, { ticker, pingMs: profile.websocketPingMs, clock }),
    close: () => {
      socket.close(1000);
      const stopTimer = clock.after(CLOSE_TIMEOUT_MS, () => socket.terminate());
      socket.once('close', stopTimer);
    },
    cut: () => socket.terminate(),
  });

  return {
    exchange: (request, sending) => exchange(request, { ...sending, connections }),
    openWebsocket: async (uri, headers, timeoutMs, giveUp) => {
      const address = directory.websocket(uri);
      const opened = await openWebsocket({ uri, address, headers }, { sockets, timeoutMs, giveUp, clock });
      return opened.kind === 'open' ? { kind: 'open', line: lineOn(opened.socket) } : opened;
    },
    openConnections: (urls, each) =>
      connections.open(
        urls
          .map((url) => directory.webhook(url))
          .filter(isPlainHttp)
          .map((address) => new URL(address)),
        each,
      ),
    offerControl: (legs) => {
      rest = new RestControl(legs);
      return rest.start();
    },
    close: async () => {
      const closed = [...sockets].map(
        (socket) => new Promise<void>((resolve) => socket.once('close', () => resolve())),
      );
      connections.close();
      await Promise.all(closed);
      await rest?.stop();
    },
  };
}

const isPlainHttp = (address: string): boolean =>
  URL.canParse(address) && new URL(address).protocol === 'http:';
