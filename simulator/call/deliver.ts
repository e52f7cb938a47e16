import { sleep } from '../../contracts/clock.ts';
import type { RequestKind } from '../../contracts/history.ts';
import { appendQuery, toPairs } from '../http/encode-query.ts';
import type { Exchange, HttpRequest } from '../http/exchange.ts';
import { payloadHash, signCallback } from '../http/sign-callback.ts';
import { judge, type Stage, type Verdict } from '../rules/judge.ts';
import type { Webhook } from '../webhook.ts';
import type { Call } from './call.ts';

export type Fields = Readonly<Record<string, unknown>>;

export interface Delivery {
  readonly kind: RequestKind;
  readonly stage: Stage;
  readonly webhook: Webhook;
  readonly payload: Fields;
  /** `status` of an event, or its kind. */
  readonly event?: string;
  /** So many replies are lost on their way. Default: none. */
  readonly lostReplies?: number;
}

export interface Delivered {
  readonly verdict: Verdict;
  /** Name of the last attempt. */
  readonly request: string;
  /** URL as it was sent. */
  readonly url: string;
}

type Unsigned = Pick<HttpRequest, 'method' | 'url' | 'headers'> & { readonly body?: string };

function write({ webhook, payload }: Delivery): Unsigned {
  if (webhook.method === 'GET') {
    const url = appendQuery(webhook.url, toPairs(payload));
    return { method: 'GET', url, headers: { accept: '*/*' } };
  }
  const headers = { accept: '*/*', 'content-type': 'application/json' };
  return { method: 'POST', url: webhook.url, headers, body: JSON.stringify(payload) };
}

function authorization(call: Call, { url, body }: Unsigned): Readonly<Record<string, string>> {
  const { application: held, apiKey, signatureSecret } = call.context.options;
  const application = held();
  if (application.capabilities.voice.signed_callbacks === false) return {};
  const claims = {
    issuedAtSeconds: Math.floor(call.context.clock.nowMs() / 1000),
    jti: call.tokens.uuid(),
    payloadHash: payloadHash(url, body),
  };
  const token = signCallback(
    { apiKey, signatureSecret: signatureSecret(), applicationId: application.id },
    claims,
  );
  return { authorization: `Bearer ${token}` };
}

/** After these, the next attempt opens a connection of its own. */
const ENDED_BY_SERVER: readonly string[] = ['connection-reset', 'connection-closed'];

/** Sends a webhook to one URL, and retries it where the rules say so. Never rejects. */
export async function deliver(call: Call, delivery: Delivery): Promise<Delivered> {
  const { context, choices } = call;
  const { clock, network } = context;
  const { profile, directory } = context.options;
  const { kind, stage, webhook, payload, event, lostReplies = 0 } = delivery;
  const unsigned = write(delivery);
  let signature = authorization(call, unsigned);
  let first: string | undefined;
  let onNewConnection = false;
  for (let attempt = 1; ; attempt += 1) {
    const request = call.nextRequest();
    call.record({
      type: 'request',
      request,
      kind,
      attempt,
      ...(first === undefined ? {} : { retryOf: first }),
      method: webhook.method,
      url: webhook.url,
      ...(event === undefined ? {} : { event }),
      expectsNcco: stage !== 'status-event',
      payload,
    });
    first ??= request;
    const startedMs = clock.monotonicMs();
    const http = {
      ...unsigned,
      headers: { ...unsigned.headers, ...signature },
      address: directory.webhook(unsigned.url),
    };
    const replied = await network.exchange(http, {
      timeouts: webhook.timeouts,
      socketTimeoutCovers: profile.socketTimeoutCovers,
      onNewConnection,
    });
    const tookMs = clock.monotonicMs() - startedMs;
    const isLost = attempt <= lostReplies && replied.outcome.kind === 'response';
    const exchanged = isLost ? withoutReply(replied) : replied;
    const verdict = judge(profile, stage, attempt, exchanged);
    const { next, rule } = verdict;
    const { served } = isLost ? judge(profile, stage, attempt, replied) : verdict;
    const { outcome, client, isKept } = exchanged;
    onNewConnection = outcome.kind === 'error' && ENDED_BY_SERVER.includes(outcome.error);
    call.record({
      type: 'outcome',
      request,
      kind,
      tookMs,
      outcome,
      ...(client !== undefined && { client }),
      ...(isKept && { isKept }),
      next,
      rule,
    });
    if (served) call.record({ type: 'ncco', request, ...served });
    // An ended call needs no NCCO any more, but its status events are still delivered.
    const abandoned = context.stopped || (call.ended !== undefined && stage !== 'status-event');
    if (next !== 'retry' || abandoned) return { verdict, request, url: unsigned.url };
    if (profile.retryPauseMs > 0) await sleep(clock, profile.retryPauseMs);
    if (choices.retryHasNewToken) signature = authorization(call, unsigned);
  }
}

/** The connection was reset before the reply had arrived. */
const withoutReply = ({ client, isKept }: Exchange): Exchange => ({
  outcome: { kind: 'error', error: 'connection-reset', detail: 'the reply was lost on its way to Vonage' },
  body: Buffer.alloc(0),
  ...(client !== undefined && { client }),
  ...(isKept && { isKept }),
});
