import type { FunctionSettings } from '../../contracts/settings.ts';
import type { SocketRung } from '../../contracts/rung.ts';

/** The two bots, from the view of a leg that was lost. */
export interface Sockets {
  /** Whether the leg was connected to the bot of the region that answers. */
  readonly wasOwn: boolean;
  readonly uris: Readonly<Record<SocketRung, string>>;
}

/**
 * Which socket was lost (the event's `to`) and which is the other one; every region sees the same two.
 * @param unknownIsOwn whose bot it was when `to` names neither
 */
export function socketsOf(
  to: string | undefined,
  { websocket: { uri: own, otherUri } }: FunctionSettings,
  unknownIsOwn: boolean,
): Sockets {
  const wasOwn = isSame(to, own) || (unknownIsOwn && !isSame(to, otherUri));
  return {
    wasOwn,
    uris: wasOwn
      ? { 'same-socket': own, 'other-socket': otherUri }
      : { 'same-socket': otherUri, 'other-socket': own },
  };
}

/** Whether an event is about a WebSocket. */
export const isSocket = (to: string | undefined): boolean => /^wss?:/i.test(to ?? '');

/** A call flow may add a query; the platform may write a URI its own way. */
function isSame(to: string | undefined, uri: string): boolean {
  if (to === undefined || !URL.canParse(to) || !URL.canParse(uri)) return to === uri;
  const [found, known] = [new URL(to), new URL(uri)];
  return found.protocol === known.protocol && found.host === known.host && found.pathname === known.pathname;
}
