import type { Fields } from '../../contracts/call.ts';
import { botHeaders } from './bot-headers.ts';
import { askingAt, askingNobody, connectsSocket, eachAction, isConnect } from './connect-action.ts';
import type { SocketState } from './socket-state.ts';
import { insertBefore } from './waiting.ts';
import type { Ncco, NccoAction } from '../../ncco/ncco.ts';

/** One offer of a socket. */
export interface SocketLeg {
  readonly state: SocketState;
  readonly eventUrl: string;
  /** Actions before it: words and a wait, or none. */
  readonly before: Ncco;
}

/** The additions to an NCCO that connects a socket. */
interface SocketOffer extends SocketLeg {
  /** Further headers for the bot; the call flow's own headers take precedence. */
  readonly headers: Fields;
  /**
   * The same socket once more, behind the first: where Vonage refuses the leg with an error event, no webhook is asked, and
   * the running NCCO goes on. Undefined: it is not offered again.
   */
  readonly again: SocketLeg | undefined;
  /** Actions for the caller when the socket is lost and no webhook answers. */
  readonly tail: () => Ncco;
}

/**
 * Adds to the call flow's socket the state in its headers, our event URL, the same socket once more, and the tail after it.
 * Further sockets of the call flow are removed, because the ladder counts one socket per NCCO.
 */
export function offerSocket(ncco: Ncco, { headers, again, tail, ...first }: SocketOffer): Ncco {
  let own: ReturnType<typeof withLeg> | undefined;
  const offered = eachAction(ncco, (action) => {
    if (!connectsSocket(action)) return action;
    if (own !== undefined) return undefined;
    own = withLeg(action, headers);
    return own(first);
  });
  if (own === undefined) return offered;
  return [
    ...insertBefore(offered, connectsSocket, first.before),
    ...(again === undefined ? [] : [...again.before, own(again)]),
    ...tail(),
  ];
}

/** The call flow's socket as one leg. */
const withLeg =
  (action: Parameters<typeof askingAt>[0], more: Fields) =>
  ({ state, eventUrl }: SocketLeg): NccoAction => {
    const [endpoint] = action.endpoint;
    const own = endpoint['headers'] as Fields | undefined;
    const headers = botHeaders(state, { ...more, ...own });
    return { ...askingAt(action, eventUrl), endpoint: [{ ...endpoint, headers }] };
  };

/** The additions to an NCCO that connects a person. */
interface PersonOffer {
  readonly eventUrl: string;
  /** Actions before the person: words and a wait, or none. */
  readonly before: Ncco;
  /** Actions for a caller whose call to the person was refused without asking; also heard after a conversation. */
  readonly behind: () => Ncco;
}

/**
 * The person's rung: sockets are removed, Vonage reports a failed connect to the person's event URL, and behind the person
 * comes a voicemail, unless the call flow has one there or connects nobody.
 */
export function offerPerson(ncco: Ncco, { eventUrl, before, behind }: PersonOffer): Ncco {
  const offered = eachAction(ncco, (action) => {
    if (connectsSocket(action)) return undefined;
    return isConnect(action) ? askingAt(action, eventUrl) : action;
  });
  if (!Array.isArray(offered) || !offered.some(isConnect)) return offered;
  const records = offered.slice(offered.findLastIndex(isConnect)).some(isRecord);
  return [...insertBefore(offered, isConnect, before), ...(records ? [] : behind())];
}

/** The last rung: sockets are removed, no connect may request another NCCO, and the recording is reported to the journal. */
export const offerVoicemail = (ncco: Ncco, recordEventUrl: string): Ncco =>
  eachAction(ncco, (action) => {
    if (connectsSocket(action)) return undefined;
    if (isConnect(action)) return askingNobody(action);
    return isRecord(action) ? { ...action, eventUrl: [recordEventUrl] } : action;
  });

/** Whether an action records the caller. */
export const isRecord = (action: unknown): boolean =>
  typeof action === 'object' && action !== null && 'action' in action && action.action === 'record';
