import { reportEvent } from '../call/report-event.ts';
import type { Call } from '../call/call.ts';
import type { ActionPlayer } from './action-player.ts';

/** The caller stays in the conversation as long as they would with a person. */
async function stay(call: Call): Promise<undefined> {
  const gone = call.clock.joined();
  await call.whenEnded;
  gone();
}

/** A conversation is alone with its caller: hold music, where the action names some, is all there is. */
export const conversation: ActionPlayer = async (call, action, request) => {
  const music: unknown = Array.isArray(action['musicOnHoldUrl'])
    ? action['musicOnHoldUrl'][0]
    : action['musicOnHoldUrl'];
  if (typeof music === 'string') {
    call.record({ type: 'heard', what: 'hold-music', content: music, request });
  }
  return stay(call);
};

/** Moves the caller to another conversation for good; what follows in this NCCO is not played. */
export const transfer: ActionPlayer = async (call, action) => {
  reportEvent(call, 'transfer', {
    conversation_uuid_from: call.conversationUuid,
    conversation_uuid_to: action['conversationId'],
    uuid: call.callerUuid,
    timestamp: new Date().toISOString(),
  });
  return stay(call);
};
