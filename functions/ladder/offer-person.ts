import type { Ncco } from '../../ncco/ncco.ts';
import { askingAt, connectsSocket, eachAction, isConnect } from './connect-action.ts';

/** The person's rung: no socket any more; whoever is connected, a failure is asked about at the person's event URL. */
export const offerPerson = (ncco: Ncco, eventUrl: string): Ncco =>
  eachAction(ncco, (action) => {
    if (connectsSocket(action)) return undefined;
    return isConnect(action) ? askingAt(action, eventUrl) : action;
  });
