import { isObject, toNumber } from '../json/lossless-json.ts';
import type { JsonObject } from '../json/lossless-json.ts';
import { VOICE, valueAt, WEBHOOKS } from '../plan/plan-changes.ts';
import type { ProbedWebhook } from '../probe/probe-request.ts';
import { DEFAULT_TIMEOUTS } from '../../kit/silences.ts';

/** A webhook as the application names it now, with what Vonage takes where it names nothing. */
export interface LinkedWebhook extends ProbedWebhook {
  readonly connectTimeoutMs: number;
  readonly socketTimeoutMs: number;
}

/** Methods that Vonage takes where none is named (DOC24 webhook-reference; of the fallback inferred). */
const DEFAULT_METHOD = { answer_url: 'GET', event_url: 'POST', fallback_answer_url: 'GET' } as const;

/** The webhooks that the application has, with an http(s) address. */
export function linkedWebhooks(application: JsonObject): readonly LinkedWebhook[] {
  return WEBHOOKS.flatMap((webhook) => {
    const held = valueAt(application, [...VOICE, 'webhooks', webhook]);
    if (!isObject(held)) return [];
    const { address, http_method: method, connect_timeout, socket_timeout } = held;
    if (typeof address !== 'string' || !/^https?:\/\//.test(address) || !URL.canParse(address)) return [];
    return {
      webhook,
      address,
      http_method: method === 'GET' || method === 'POST' ? method : DEFAULT_METHOD[webhook],
      connectTimeoutMs: toNumber(connect_timeout) ?? DEFAULT_TIMEOUTS[webhook].connect_timeout,
      socketTimeoutMs: toNumber(socket_timeout) ?? DEFAULT_TIMEOUTS[webhook].socket_timeout,
    };
  });
}
