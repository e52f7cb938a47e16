import { moveCaller } from '../call/report-event.ts';
import type { Call } from '../call/call.ts';
import type { ActionPlayer } from './action-player.ts';

/** The caller stays as long as with a person. */
async function stay(call: Call): Promise<undefined> {
  const gone = call.clock.joined();
  await call.whenEnded;
  gone();
}

/**
 * Moves the caller to the conversation of that name, which is the application's. The caller is alone in it, and hears hold
 * music if the action names some.
 */
export const conversation: ActionPlayer = async (call, action, request) => {
  const { name } = action;
  const { randomOf } = call.context.options;
  moveCaller(call, `CON-${randomOf(`the conversation ${String(name)}`).uuid()}`);
  const music: unknown = Array.isArray(action['musicOnHoldUrl'])
    ? action['musicOnHoldUrl'][0]
    : action['musicOnHoldUrl'];
  if (typeof music === 'string') {
    call.record({ type: 'heard', what: 'hold-music', content: music, request });
  }
  return stay(call);
};

/** Moves the caller to another conversation. The rest of this NCCO is not played. */
export const transfer: ActionPlayer = async (call, action) => {
  moveCaller(call, String(action['conversationId']));
  return stay(call);
};
