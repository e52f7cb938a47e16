import type { Fields } from '../../contracts/call.ts';
import type { Ncco, NccoAction } from '../../ncco/ncco.ts';

/** A connect whose endpoint is an object. The call flow's NCCO is not checked yet at this point. */
type ConnectAction = NccoAction & { readonly endpoint: readonly [Fields] };

export const isConnect = (action: NccoAction): action is ConnectAction =>
  isObject(action) &&
  action.action === 'connect' &&
  Array.isArray(action['endpoint']) &&
  isObject(action['endpoint'][0]);

export const connectsSocket = (action: NccoAction): action is ConnectAction =>
  isConnect(action) && action.endpoint[0]['type'] === 'websocket';

/**
 * Changes a call flow's NCCO action by action; `undefined` removes the action. A value that is not a list is returned
 * unchanged, and the later check refuses it.
 */
export const eachAction = (ncco: Ncco, change: (action: NccoAction) => NccoAction | undefined): Ncco =>
  Array.isArray(ncco) ? ncco.map(change).filter((action) => action !== undefined) : ncco;

/** Makes Vonage report the connect's failures to this URL by POST, and overrides the call flow's choice. */
export const askingAt = (connect: ConnectAction, eventUrl: string): ConnectAction => ({
  ...askingNobody(connect),
  eventType: 'synchronous',
  eventUrl: [eventUrl],
});

/** Removes the event URL, so that a failed connect requests no NCCO. */
export function askingNobody(connect: ConnectAction): ConnectAction {
  const asks = ['eventType', 'eventUrl', 'eventMethod'];
  return Object.fromEntries(
    Object.entries(connect).filter(([name]) => !asks.includes(name)),
  ) as ConnectAction;
}

const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
