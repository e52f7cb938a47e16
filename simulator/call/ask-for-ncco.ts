import type { Ncco } from '../../ncco/ncco.ts';
import type { HistoryRecord } from '../../contracts/history.ts';
import type { Webhook } from '../webhook.ts';
import type { Call } from './call.ts';
import { deliver, type Fields } from './deliver.ts';
import { reportError } from './report-event.ts';

/** An NCCO, and the request that returned it. */
export interface Flow {
  readonly ncco: Ncco;
  readonly request: string;
}

export interface Question {
  readonly why: Extract<HistoryRecord, { type: 'wants-ncco' }>['why'];
  readonly webhook: Webhook;
  readonly payload: Fields;
  /** Name of the event; absent for the answer webhook. */
  readonly event?: string;
  /** When a lost bot was heard last. */
  readonly silentSinceMs?: number | undefined;
  /** So many replies of the webhook are lost; those of the fallback are not. */
  readonly lostReplies?: number | undefined;
}

/**
 * A call that asks for more NCCOs is a loop, and is ended. This is the simulator's guard: with Vonage such a call goes on
 * until the caller hangs up. Media is compressed, so a loop asks hundreds of times a second, and its history would fill the
 * memory. The longest call of the drill asks five times; a caller in a menu does not press sixty keys.
 */
export const MOST_NCCOS_A_CALL = 60;

const SYNTAX_ERROR = 'Syntax error in NCCO. Invalid value type or action.';

/**
 * Asks the webhook, then the fallback where there is one. Undefined without an NCCO: before the first NCCO the call ends then, later the next
 * action follows. The caller waits meanwhile.
 */
export async function askForNcco(call: Call, question: Question): Promise<Flow | undefined> {
  const { why, webhook, payload, event, silentSinceMs, lostReplies = 0 } = question;
  const kind = event === undefined ? 'answer' : 'event';
  call.asked += 1;
  if (call.asked > MOST_NCCOS_A_CALL) {
    // The query may differ each time.
    const url = webhook.url.split('?')[0] ?? webhook.url;
    const detail = `asked for more than ${MOST_NCCOS_A_CALL} NCCOs: a loop; the last question is "${why}" at ${url}`;
    call.end('platform', detail, { loop: true });
    return undefined;
  }
  call.record({ type: 'wants-ncco', why, ...(silentSinceMs !== undefined && { silentSinceMs }) });
  const first = await deliver(call, {
    kind,
    stage: event === undefined ? 'answer' : 'event-for-ncco',
    webhook,
    payload,
    ...(event === undefined ? {} : { event }),
    lostReplies,
  });
  if (first.verdict.served?.problems.length) reportError(call, SYNTAX_ERROR);
  if (first.verdict.next === 'run-ncco') return { ncco: first.verdict.ncco, request: first.request };
  const { fallback } = call.context.webhooks;
  if (first.verdict.next !== 'fallback' || call.ended || fallback === undefined) return undefined;

  const original = call.choices.originalUrlKeepsQuery ? first.url : webhook.url;
  const originalUrl = call.plan.losesQuery === true ? (original.split('?')[0] ?? original) : original;
  const second = await deliver(call, {
    kind: 'fallback',
    stage: event === undefined ? 'fallback-for-answer' : 'fallback-for-event',
    webhook: fallback,
    payload: {
      ...payload,
      reason: first.verdict.reason,
      original_request: { url: originalUrl, type: kind },
    },
    ...(event === undefined ? {} : { event }),
  });
  if (second.verdict.served?.problems.length) reportError(call, SYNTAX_ERROR);
  return second.verdict.next === 'run-ncco'
    ? { ncco: second.verdict.ncco, request: second.request }
    : undefined;
}
