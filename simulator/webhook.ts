import type { NccoAction } from '../ncco/ncco.ts';
import type { ApplicationVoice } from './simulator.ts';
import type { Profile, Timeouts } from './profile.ts';

export interface Webhook {
  /** As in the application. */
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly timeouts: Timeouts;
}

export interface Webhooks {
  readonly answer: Webhook;
  readonly event: Webhook;
  /** Absent: the application has none. */
  readonly fallback?: Webhook;
}

export function readWebhooks({ webhooks }: ApplicationVoice, profile: Profile): Webhooks {
  const read = (
    webhook: NonNullable<(typeof webhooks)[keyof typeof webhooks]>,
    defaults: Timeouts,
  ): Webhook => ({
    url: webhook.address,
    method: webhook.http_method,
    timeouts: {
      connectMs: webhook.connect_timeout ?? defaults.connectMs,
      socketMs: webhook.socket_timeout ?? defaults.socketMs,
    },
  });
  return {
    answer: read(webhooks.answer_url, profile.defaultTimeouts.answer),
    event: read(webhooks.event_url, profile.defaultTimeouts.event),
    ...(webhooks.fallback_answer_url && {
      fallback: read(webhooks.fallback_answer_url, profile.defaultTimeouts.fallback),
    }),
  };
}

/** An action's own `eventUrl` (POST unless it says otherwise), or the application's; same timeouts. */
export function eventWebhookOf(action: NccoAction, application: Webhook): Webhook {
  const own: unknown = Array.isArray(action['eventUrl']) ? action['eventUrl'][0] : undefined;
  if (typeof own !== 'string') return application;
  return {
    url: own,
    method: action['eventMethod'] === 'GET' ? 'GET' : 'POST',
    timeouts: application.timeouts,
  };
}
