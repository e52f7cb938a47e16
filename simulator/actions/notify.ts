import { askForNcco } from '../call/ask-for-ncco.ts';
import { eventWebhookOf } from '../webhook.ts';
import type { ActionPlayer } from './action-player.ts';

export const notify: ActionPlayer = (call, action) =>
  askForNcco(call, {
    why: 'notify',
    event: 'notify',
    webhook: eventWebhookOf(action, call.context.webhooks.event),
    payload: {
      conversation_uuid: call.conversationUuid,
      payload: action['payload'],
      timestamp: new Date().toISOString(),
    },
  });
