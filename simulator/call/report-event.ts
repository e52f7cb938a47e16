import { isoTime } from '../../contracts/clock.ts';
import type { Webhook } from '../webhook.ts';
import type { Call } from './call.ts';
import { deliver, type Fields } from './deliver.ts';

/** Queues an event that expects no NCCO. */
export function reportEvent(
  call: Call,
  event: string,
  payload: Fields,
  webhook: Webhook = call.context.webhooks.event,
): void {
  call.events.push(async () => {
    if (call.context.stopped) return;
    await deliver(call, { kind: 'event', stage: 'status-event', webhook, payload, event });
  });
}

/** An error event: `reason`, and no `status`. */
export function reportError(call: Call, reason: string): void {
  reportEvent(call, 'error', {
    reason,
    conversation_uuid: call.conversationUuid,
    timestamp: isoTime(call.context.clock),
  });
}

/**
 * Moves the caller to another conversation: later events of the leg come under that one (Nexmo/nexmo-developer PR #3521).
 */
export function moveCaller(call: Call, conversationUuid: string): void {
  reportEvent(call, 'transfer', {
    type: 'transfer',
    conversation_uuid_from: call.conversationUuid,
    conversation_uuid_to: conversationUuid,
    uuid: call.callerUuid,
    timestamp: isoTime(call.context.clock),
  });
  call.conversationUuid = conversationUuid;
}
