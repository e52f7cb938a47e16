import { isObject } from '../json/lossless-json.ts';
import type { JsonObject } from '../json/lossless-json.ts';
import type { VoiceTimeouts } from '../../../contracts/outputs.ts';
import { VOICE, valueAt } from '../plan/plan-changes.ts';
import { DEFAULT_TIMEOUTS } from '../../kit/silences.ts';

/** The timeouts in effect now: those configured in the application, else Vonage's defaults; undefined without webhooks. */
export function nowSet(application: JsonObject): VoiceTimeouts | undefined {
  const webhooks = valueAt(application, [...VOICE, 'webhooks']);
  if (!isObject(webhooks)) return undefined;
  const of = (webhook: keyof VoiceTimeouts) => {
    const timeoutOf = (key: 'connect_timeout' | 'socket_timeout'): number => {
      const value = valueAt(webhooks, [webhook, key]);
      return typeof value === 'number' ? value : DEFAULT_TIMEOUTS[webhook][key];
    };
    return { connect_timeout: timeoutOf('connect_timeout'), socket_timeout: timeoutOf('socket_timeout') };
  };
  return {
    answer_url: of('answer_url'),
    event_url: of('event_url'),
    fallback_answer_url: of('fallback_answer_url'),
  };
}
