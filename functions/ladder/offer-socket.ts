import type { Fields } from '../../contracts/call.ts';
import type { Ncco } from '../../ncco/ncco.ts';
import { botHeaders } from './bot-headers.ts';
import { askingAt, connectsSocket, eachAction } from './connect-action.ts';
import type { SocketState } from './socket-state.ts';

/** What core puts into the NCCO of a first call or of a socket's rung. */
export interface SocketOffer {
  readonly state: SocketState;
  /** What the bot is told besides; the call flow's own headers come on top. */
  readonly headers: Fields;
  readonly eventUrl: string;
  /** Carries the caller when the socket is gone and no webhook answers. */
  readonly tail: () => Ncco;
}

/**
 * Offers the call flow's socket: state in its headers, its events to us, the tail behind it. One socket an NCCO: any
 * further one is left out, or the count would be wrong.
 */
export function offerSocket(ncco: Ncco, { state, headers, eventUrl, tail }: SocketOffer): Ncco {
  let sockets = 0;
  const offered = eachAction(ncco, (action) => {
    if (!connectsSocket(action)) return action;
    sockets += 1;
    if (sockets > 1) return undefined;
    const [endpoint] = action.endpoint;
    const own = endpoint['headers'] as Fields | undefined;
    return {
      ...askingAt(action, eventUrl),
      endpoint: [{ ...endpoint, headers: botHeaders(state, { ...headers, ...own }) }],
    };
  });
  return sockets === 0 ? offered : [...offered, ...tail()];
}
