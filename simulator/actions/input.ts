import type { NccoAction } from '../../ncco/ncco.ts';
import { askForNcco } from '../call/ask-for-ncco.ts';
import { type Call, conversationUuidInSamples } from '../call/call.ts';
import type { Fields } from '../call/deliver.ts';
import { reportEvent } from '../call/report-event.ts';
import { eventWebhookOf } from '../webhook.ts';
import type { ActionPlayer } from './action-player.ts';

const MAX_DIGITS = 4;
const LISTENS_FOR_SECONDS = 3;

function payload(call: Call, result: Fields): Fields {
  return {
    ...result,
    from: call.plan.from,
    to: call.plan.to,
    uuid: call.callerUuid,
    conversation_uuid: conversationUuidInSamples(call),
    timestamp: new Date().toISOString(),
  };
}

/** The keys that the caller pressed, as far as the action asks for them. Simulated callers do not speak. */
function heard(call: Call, action: NccoAction): Fields {
  const types = Array.isArray(action['type']) ? (action['type'] as unknown[]) : ['dtmf'];
  const settings = action['dtmf'] as Fields | undefined;
  const maxDigits = Number(settings?.['maxDigits'] ?? MAX_DIGITS);
  const digits = (call.plan.digits ?? '').slice(0, maxDigits);
  return {
    speech: types.includes('speech') ? { timeout_reason: 'start_timeout', results: [] } : { results: [] },
    dtmf: types.includes('dtmf')
      ? { digits, timed_out: digits.length < maxDigits }
      : { digits: null, timed_out: false },
  };
}

/** Reports what the caller pressed; the answer may be an NCCO, unless each digit is reported as it comes. */
export const input: ActionPlayer = async (call, action) => {
  const webhook = eventWebhookOf(action, call.context.webhooks.event);
  if (action['mode'] === 'asynchronous') {
    for (const digit of call.plan.digits ?? '') {
      reportEvent(call, 'input', payload(call, { dtmf: { digits: digit, timed_out: false } }), webhook);
    }
    return undefined;
  }
  await call.media(LISTENS_FOR_SECONDS);
  if (call.ended) return undefined;
  return askForNcco(call, {
    why: 'input',
    event: 'input',
    webhook,
    payload: payload(call, heard(call, action)),
  });
};
