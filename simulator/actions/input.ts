import type { NccoAction } from '../../ncco/ncco.ts';
import { createRandom } from '../../contracts/random.ts';
import { askForNcco } from '../call/ask-for-ncco.ts';
import { type Call, conversationUuidInSamples } from '../call/call.ts';
import type { Fields } from '../call/deliver.ts';
import { reportEvent } from '../call/report-event.ts';
import type { CallerAnswer } from '../simulator.ts';
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

/** What the caller said and pressed, as far as the action asks for it (webhook reference, input; confidence is text there). */
function heard(call: Call, action: NccoAction, { keys = '', says }: CallerAnswer): Fields {
  const types = Array.isArray(action['type']) ? (action['type'] as unknown[]) : ['dtmf'];
  return {
    speech: types.includes('speech') ? speech(says) : { results: [] },
    dtmf: types.includes('dtmf') ? dtmf(call, action, keys) : { digits: null, timed_out: false },
  };
}

const speech = (says: CallerAnswer['says']): Fields =>
  says === undefined
    ? { timeout_reason: 'start_timeout', results: [] }
    : {
        timeout_reason: 'end_on_silence_timeout',
        results: [{ confidence: String(says.confidence), text: says.text }],
      };

/** A scripted caller who presses nothing sends one of the forms that were seen, by seed. */
function dtmf(call: Call, action: NccoAction, keys: string): unknown {
  const { maxDigits: most, submitOnHash } = (action['dtmf'] ?? {}) as Fields;
  const maxDigits = Number(most ?? MAX_DIGITS);
  const [beforeHash = ''] = keys.split('#');
  const submits = submitOnHash === true && keys.includes('#') && beforeHash.length <= maxDigits;
  const digits = submits ? beforeHash : keys.slice(0, maxDigits);
  const usual = { digits, timed_out: !submits && digits.length < maxDigits };
  if (digits !== '' || call.plan.answers === undefined) return usual;
  // node-sdk #132; nexmo-developer #535, #1607, #2944
  const { seed } = call.context.options;
  return createRandom(seed, `${call.plan.call} nothing pressed`).pick<unknown>([
    usual,
    { ...usual, digits: null },
    null,
    '',
  ]);
}

/** Reports what the caller did; the answer may be an NCCO, unless each digit is reported as it comes. */
export const input: ActionPlayer = async (call, action) => {
  const webhook = eventWebhookOf(action, call.context.webhooks.event);
  const { answers, digits = '' } = call.plan;
  if (action['mode'] === 'asynchronous') {
    for (const digit of digits) {
      reportEvent(call, 'input', payload(call, { dtmf: { digits: digit, timed_out: false } }), webhook);
    }
    return undefined;
  }
  call.questions += 1;
  const question = call.questions;
  call.record({ type: 'asked', question });
  const asked = answers?.({ question, eventUrl: webhook.url });
  const answer: CallerAnswer | undefined = await Promise.race([
    asked ?? { keys: digits },
    call.whenEnded.then(() => undefined),
  ]);
  if (answer === undefined) return undefined;
  await call.media(LISTENS_FOR_SECONDS);
  if (call.ended) return undefined;
  const { eventUrl = webhook.url, lostReplies } = answer;
  return askForNcco(call, {
    why: 'input',
    event: 'input',
    webhook: { ...webhook, url: eventUrl },
    payload: payload(call, heard(call, action, answer)),
    lostReplies,
  });
};
