import type { ApplicationVoice } from './simulator.ts';

/** Limits of each webhook's timeouts in `capabilities.voice`, ms (APP-OAS 2.4.1; SUP 17498678806044). */
export const LIMITS_MS = {
  answer_url: { connect_timeout: [300, 1000], socket_timeout: [1000, 5000] },
  fallback_answer_url: { connect_timeout: [300, 1000], socket_timeout: [1000, 5000] },
  event_url: { connect_timeout: [300, 1000], socket_timeout: [1000, 10_000] },
} as const;

export const KNOWN_KEYS = ['address', 'http_method', 'connect_timeout', 'socket_timeout'] as const;

/** @throws Error for an application that the Applications API would refuse with 400 */
export function checkApplication({ webhooks }: ApplicationVoice): void {
  for (const [name, limits] of Object.entries(LIMITS_MS)) {
    const webhook = Object.entries(webhooks[name as keyof typeof LIMITS_MS] ?? {});
    for (const [key, value] of webhook) {
      if (!(KNOWN_KEYS as readonly string[]).includes(key)) {
        throw new Error(
          `${name}.${key}: expected one of ${KNOWN_KEYS.join(', ')}. The Applications API refuses other keys with 400.`,
        );
      }
      const limit = key === 'connect_timeout' || key === 'socket_timeout' ? limits[key] : undefined;
      if (limit && !(Number.isInteger(value) && Number(value) >= limit[0] && Number(value) <= limit[1])) {
        throw new Error(
          `${name}.${key}: expected ${String(limit[0])} to ${String(limit[1])} ms, found ${String(value)}. ` +
            'The Applications API refuses it with 400.',
        );
      }
    }
  }
}
