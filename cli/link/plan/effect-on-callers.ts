import { toNumber } from '../json/lossless-json.ts';
import { DEFAULT_TIMEOUTS, silenceMs } from '../../kit/silences.ts';
import type { VoiceTimeouts } from '../../../contracts/outputs.ts';
import type { Change } from './plan-changes.ts';

type Webhook = keyof VoiceTimeouts;

const WHEN: Readonly<Record<Webhook, Readonly<Record<'connect_timeout' | 'socket_timeout', string>>>> = {
  answer_url: {
    connect_timeout: 'a call while the primary cannot be reached',
    socket_timeout: 'a call while the primary accepts and never answers',
  },
  event_url: {
    connect_timeout: 'in mid-call while the primary cannot be reached',
    socket_timeout: 'in mid-call while the primary accepts and never answers',
  },
  fallback_answer_url: {
    connect_timeout: 'while the fallback cannot be reached either',
    socket_timeout: 'while the fallback accepts and never answers either',
  },
};

const THEN: Readonly<Record<Webhook, string>> = {
  answer_url: 'before the fallback is asked',
  event_url: 'before the fallback is asked',
  fallback_answer_url: 'more, then the call ends (or, in mid-call, goes on with its next action)',
};

const WITHOUT: Readonly<Record<Webhook, string>> = {
  answer_url: 'calls are not answered',
  event_url: 'events are lost, and no call goes on after one',
  fallback_answer_url: 'a call ends when the primary fails',
};

const WITH: Readonly<Record<Webhook, string>> = {
  answer_url: 'the next call is answered there',
  event_url: 'the next event goes there, of running calls too',
  fallback_answer_url: 'asked when the other two fail',
};

/** What a change does to a caller, above all to how long one waits. */
export function effectOnCallers({ path, before, after }: Change): string {
  const key = path.at(-1) ?? '';
  if (path.length === 1) return effectOfNumber(key, after);
  if (key === 'signed_callbacks')
    return after === true
      ? 'callbacks are signed; the functions refuse unsigned ones, and every call would then go to the fallback'
      : 'callbacks are no longer signed, and the functions refuse them';
  const webhook = path.at(-2) === 'webhooks' ? key : (path.at(-2) ?? '');
  if (!isWebhook(webhook)) return '';
  if (after === undefined) return key === webhook || key === 'address' ? WITHOUT[webhook] : '';
  switch (key) {
    case 'address':
      return before === undefined ? `${WITH[webhook]}; so far ${WITHOUT[webhook]}` : WITH[webhook];
    case 'connect_timeout':
    case 'socket_timeout': {
      const defaultMs = DEFAULT_TIMEOUTS[webhook][key];
      const wasMs = toNumber(before);
      const silence = silenceMs(toNumber(after) ?? defaultMs);
      const compared =
        wasMs === undefined
          ? `the default is ${String(silenceMs(defaultMs))} ms`
          : `so far ${String(silenceMs(wasMs))} ms`;
      return `${WHEN[webhook][key]}: ${String(silence)} ms of silence ${THEN[webhook]}; ${compared}`;
    }
    case 'http_method':
      return after === 'POST'
        ? 'the signature covers the exact bytes of a POST'
        : 'Vonage sends the fields in the query';
    default:
      return WITH[webhook];
  }
}

/** Of a value of a number, which stands at the top. */
function effectOfNumber(key: string, after: Change['after']): string {
  if (key === 'app_id')
    return after === undefined
      ? 'no application takes its calls'
      : 'the next call goes there; running calls stay where they are';
  if (key !== 'voiceCallbackType') return '';
  return after === undefined
    ? 'calls no longer go straight there, before any application'
    : 'calls go straight there, before any application';
}

const isWebhook = (name: string): name is Webhook => Object.hasOwn(DEFAULT_TIMEOUTS, name);
