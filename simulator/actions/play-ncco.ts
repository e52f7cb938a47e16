import { isoTime } from '../../contracts/clock.ts';
import { type ActionPlayer, NotSimulated } from './action-player.ts';
import { connect } from './connect.ts';
import { conversation, transfer } from './conversation.ts';
import { input } from './input.ts';
import { stream, talk } from './play-audio.ts';
import { record } from './record.ts';
import { askForNcco, type Flow } from '../call/ask-for-ncco.ts';
import type { Call } from '../call/call.ts';
import { eventWebhookOf } from '../webhook.ts';

const notify: ActionPlayer = (call, action) =>
  askForNcco(call, {
    why: 'notify',
    event: 'notify',
    webhook: eventWebhookOf(action, call.context.webhooks.event),
    payload: {
      conversation_uuid: call.conversationUuid,
      payload: action['payload'],
      timestamp: isoTime(call.context.clock),
    },
  });

const DEFAULT_SECONDS = 10;

/** Out-of-range values are clamped, not refused. */
const wait: ActionPlayer = async (call, action) => {
  const seconds = Number(action['timeout'] ?? DEFAULT_SECONDS);
  await call.media(Math.min(7200, Math.max(0.1, seconds)));
  return undefined;
};

const PLAYERS: Readonly<Record<string, ActionPlayer>> = {
  connect,
  conversation,
  input,
  notify,
  record,
  stream,
  talk,
  transfer,
  wait,
};

/** Plays the NCCO and each NCCO that replaces it, until its last action or the end of the call. */
export async function playNcco(call: Call, first: Flow): Promise<void> {
  let flow = first;
  for (let index = 0; index < flow.ncco.length && !call.ended; index += 1) {
    const action = flow.ncco[index];
    if (!action) break;
    const player = PLAYERS[action.action];
    if (!player) throw new NotSimulated(`the action ${action.action}`);
    const replacement = await player(call, action, flow.request);
    const { transferred } = call;
    call.transferred = undefined;
    const next = transferred === undefined ? replacement : { ncco: transferred, request: flow.request };
    if (next) {
      flow = next;
      index = -1;
    }
  }
}
