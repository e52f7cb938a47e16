import type { FunctionSettings } from '../../contracts/function-settings.ts';
import type { SocketRung } from '../../contracts/rung.ts';

/** The two bots, relative to a lost leg. */
export interface Sockets {
  /** Whether the leg was connected to the bot of the region that answers. */
  readonly wasOwn: boolean;
  readonly uris: Readonly<Record<SocketRung, string>>;
}

/**
 * Finds the lost socket (the event's `to`) and the other one, with the same result in every region.
 * @param unknownIsOwn whether the lost bot counts as this region's when `to` names neither
 */
export function socketsOf(
  to: string | undefined,
  { uri: own, otherUri }: NonNullable<FunctionSettings['websocket']>,
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

/** A call flow may add a query, and Vonage may spell a URI differently. */
function isSame(to: string | undefined, uri: string): boolean {
  if (to === undefined || !URL.canParse(to) || !URL.canParse(uri)) return to === uri;
  const [found, known] = [new URL(to), new URL(uri)];
  return found.protocol === known.protocol && found.host === known.host && found.pathname === known.pathname;
}
