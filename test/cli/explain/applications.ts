import type { Json, JsonObject } from '../../../cli/link/json/lossless-json.ts';

interface Urls {
  readonly answer?: JsonObject;
  readonly fallback?: JsonObject;
  readonly event?: JsonObject;
}

/** An application as the Applications API gives it. */
export const anApplication = ({ answer, fallback, event }: Urls, voice: JsonObject = {}): JsonObject => ({
  id: 'aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab',
  name: 'Support line',
  keys: { public_key: '-----BEGIN PUBLIC KEY-----' },
  capabilities: {
    voice: {
      webhooks: {
        ...(answer && { answer_url: answer }),
        ...(fallback && { fallback_answer_url: fallback }),
        ...(event && { event_url: event }),
      },
      ...voice,
    },
  },
  _links: { self: { href: '/v2/applications/aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab' } },
});

/** A webhook by POST; without timeouts those are Vonage's defaults. */
export const url = (
  address: string,
  connectMs?: number,
  socketMs?: number,
  method: Json = 'POST',
): JsonObject => ({
  address,
  http_method: method,
  ...(connectMs !== undefined && { connect_timeout: connectMs }),
  ...(socketMs !== undefined && { socket_timeout: socketMs }),
});

/** With the shorter timeouts that the command recommends. */
export const TUNED = {
  answer: url('https://voice.example.com/answer', 500, 2000),
  fallback: url('https://d111111abcdef8.cloudfront.net/fallback', 500, 4000),
  event: url('https://voice.example.com/event', 500, 2500),
} as const;
