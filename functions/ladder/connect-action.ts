import type { Fields } from '../../contracts/call.ts';
import type { Ncco, NccoAction } from '../../ncco/ncco.ts';

/** A connect whose endpoint can be read. What a call flow returns is not checked yet. */
type ConnectAction = NccoAction & { readonly endpoint: readonly [Fields] };

export const isConnect = (action: NccoAction): action is ConnectAction =>
  isObject(action) &&
  action.action === 'connect' &&
  Array.isArray(action['endpoint']) &&
  isObject(action['endpoint'][0]);

export const connectsSocket = (action: NccoAction): action is ConnectAction =>
  isConnect(action) && action.endpoint[0]['type'] === 'websocket';

/**
 * A call flow's NCCO, action by action; `undefined` leaves one out. What is no list of actions stays as it is: it is
 * refused by the check.
 */
export const eachAction = (ncco: Ncco, change: (action: NccoAction) => NccoAction | undefined): Ncco =>
  Array.isArray(ncco) ? ncco.map(change).filter((action) => action !== undefined) : ncco;

/** The connect's failures are asked about at this URL, by POST, whatever the call flow said. */
export const askingAt = (connect: ConnectAction, eventUrl: string): ConnectAction => ({
  ...askingNobody(connect),
  eventType: 'synchronous',
  eventUrl: [eventUrl],
});

/** Nobody is asked about the connect's failures. */
export function askingNobody(connect: ConnectAction): ConnectAction {
  const asks = ['eventType', 'eventUrl', 'eventMethod'];
  return Object.fromEntries(
    Object.entries(connect).filter(([name]) => !asks.includes(name)),
  ) as ConnectAction;
}

const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
