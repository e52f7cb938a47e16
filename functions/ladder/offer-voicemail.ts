import type { Ncco } from '../../ncco/ncco.ts';
import { askingNobody, connectsSocket, eachAction, isConnect } from './connect-action.ts';

/** The last rung: no socket, no connect that could ask for another NCCO; the recording is reported to the journal. */
export const offerVoicemail = (ncco: Ncco, recordEventUrl: string): Ncco =>
  eachAction(ncco, (action) => {
    if (connectsSocket(action)) return undefined;
    if (isConnect(action)) return askingNobody(action);
    return isRecord(action) ? { ...action, eventUrl: [recordEventUrl] } : action;
  });

const isRecord = (action: unknown): boolean =>
  typeof action === 'object' && action !== null && 'action' in action && action.action === 'record';
