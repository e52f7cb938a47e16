import type { Fields } from '../../contracts/call.ts';
import { botHeaders } from './bot-headers.ts';
import { askingAt, askingNobody, connectsSocket, eachAction, isConnect } from './connect-action.ts';
import type { SocketState } from './socket-state.ts';
import type { Ncco } from '../../ncco/ncco.ts';

/** The additions to an NCCO that connects a socket. */
interface SocketOffer {
  readonly state: SocketState;
  /** Further headers for the bot; the call flow's own headers take precedence. */
  readonly headers: Fields;
  readonly eventUrl: string;
  /** Actions for the caller when the socket is lost and no webhook answers. */
  readonly tail: () => Ncco;
}

/**
 * Adds to the call flow's socket the state in its headers, our event URL, and the tail after it. Further sockets in the same
 * NCCO are removed, because the ladder counts one socket per NCCO.
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

/** The person's rung: sockets are removed, and Vonage reports a failed connect to the person's event URL. */
export const offerPerson = (ncco: Ncco, eventUrl: string): Ncco =>
  eachAction(ncco, (action) => {
    if (connectsSocket(action)) return undefined;
    return isConnect(action) ? askingAt(action, eventUrl) : action;
  });

/** The last rung: sockets are removed, no connect may request another NCCO, and the recording is reported to the journal. */
export const offerVoicemail = (ncco: Ncco, recordEventUrl: string): Ncco =>
  eachAction(ncco, (action) => {
    if (connectsSocket(action)) return undefined;
    if (isConnect(action)) return askingNobody(action);
    return isRecord(action) ? { ...action, eventUrl: [recordEventUrl] } : action;
  });

const isRecord = (action: unknown): boolean =>
  typeof action === 'object' && action !== null && 'action' in action && action.action === 'record';
