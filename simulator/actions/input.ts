import { isoTime } from '../../contracts/clock.ts';
import { isTrue } from '../../ncco/schema/values.ts';
import type { NccoAction } from '../../ncco/ncco.ts';
import { askForNcco } from '../call/ask-for-ncco.ts';
import { type Call, conversationUuidInSamples } from '../call/call.ts';
import type { Fields } from '../call/deliver.ts';
import { reportEvent } from '../call/report-event.ts';
import type { CallerAnswer, ListensFor } from '../simulator.ts';
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
    timestamp: isoTime(call.context.clock),
  };
}

/** What the caller said and pressed, as far as the action asks for it (webhook reference, input; confidence is text there). */
function heard(call: Call, action: NccoAction, { keys = '', says }: CallerAnswer): Fields {
  const wanted = listensFor(action);
  return {
    speech: wanted.speech ? speech(says) : { results: [] },
    dtmf: wanted.keys ? dtmf(call, wanted.keys, keys) : { digits: null, timed_out: false },
  };
}

function listensFor(action: NccoAction): ListensFor {
  const types = Array.isArray(action['type']) ? (action['type'] as unknown[]) : ['dtmf'];
  const { maxDigits, submitOnHash } = (action['dtmf'] ?? {}) as Fields;
  return {
    speech: types.includes('speech'),
    keys: types.includes('dtmf')
      ? { most: Number(maxDigits ?? MAX_DIGITS), endsWithHash: isTrue(submitOnHash) }
      : undefined,
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
function dtmf(call: Call, { most, endsWithHash }: NonNullable<ListensFor['keys']>, keys: string): unknown {
  const [beforeHash = ''] = keys.split('#');
  const submits = endsWithHash && keys.includes('#') && beforeHash.length <= most;
  const digits = submits ? beforeHash : keys.slice(0, most);
  const usual = { digits, timed_out: !submits && digits.length < most };
  if (digits !== '' || call.plan.answers === undefined) return usual;
  // node-sdk #132; nexmo-developer #535, #1607, #2944
  return call.context.options
    .randomOf(`${call.plan.call} nothing pressed`)
    .pick<unknown>([usual, { ...usual, digits: null }, null, '']);
}

/** Reports what the caller did; the answer may be an NCCO, unless each digit is reported as it comes. */
export const input: ActionPlayer = async (call, action) => {
  const webhook = eventWebhookOf(action, call.context.webhooks.event);
  const { answers, digits = '' } = call.plan;
  if (action['mode'] === 'asynchronous') {
    const report = (digit: string): void =>
      reportEvent(call, 'input', payload(call, { dtmf: { digits: digit, timed_out: false } }), webhook);
    for (const digit of digits) report(digit);
    const stop = call.plan.onKeys?.(report);
    void call.whenEnded.then(stop);
    return undefined;
  }
  call.questions += 1;
  const question = call.questions;
  call.record({ type: 'asked', question });
  const asked = answers?.({ question, eventUrl: webhook.url, listensFor: listensFor(action) });
  const answer: CallerAnswer | undefined = await Promise.race([
    asked ?? { keys: digits },
    call.whenEnded.then(() => undefined),
  ]);
  if (answer?.hangsUp === true) call.end('caller', 'hung up');
  if (answer === undefined || call.ended) return undefined;
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
