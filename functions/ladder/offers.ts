import type { Fields } from '../../contracts/call.ts';
import { botHeaders } from './bot-headers.ts';
import { askingAt, askingNobody, connectsSocket, eachAction, isConnect } from './connect-action.ts';
import type { SocketState } from './socket-state.ts';
import type { Ncco } from '../../ncco/ncco.ts';

/** What core puts into the NCCO of a first call or of a socket's rung. */
interface SocketOffer {
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

/** The person's rung: no socket any more; whoever is connected, a failure is asked about at the person's event URL. */
export const offerPerson = (ncco: Ncco, eventUrl: string): Ncco =>
  eachAction(ncco, (action) => {
    if (connectsSocket(action)) return undefined;
    return isConnect(action) ? askingAt(action, eventUrl) : action;
  });

/** The last rung: no socket, no connect that could ask for another NCCO; the recording is reported to the journal. */
export const offerVoicemail = (ncco: Ncco, recordEventUrl: string): Ncco =>
  eachAction(ncco, (action) => {
    if (connectsSocket(action)) return undefined;
    if (isConnect(action)) return askingNobody(action);
    return isRecord(action) ? { ...action, eventUrl: [recordEventUrl] } : action;
  });

const isRecord = (action: unknown): boolean =>
  typeof action === 'object' && action !== null && 'action' in action && action.action === 'record';
