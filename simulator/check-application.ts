import type { ApplicationVoice } from './platform.ts';
import { KNOWN_KEYS, LIMITS_MS } from './webhook-limits.ts';

/** Refuses what the Applications API would answer with 400. */
export function checkApplication({ webhooks }: ApplicationVoice): void {
  for (const [name, limits] of Object.entries(LIMITS_MS)) {
    const webhook = Object.entries(webhooks[name as keyof typeof LIMITS_MS]);
    for (const [key, value] of webhook) {
      if (!(KNOWN_KEYS as readonly string[]).includes(key)) {
        throw new Error(
          `${name}.${key}: expected one of ${KNOWN_KEYS.join(', ')}; the API answers 400 to it.`,
        );
      }
      const limit = key === 'connect_timeout' || key === 'socket_timeout' ? limits[key] : undefined;
      if (limit && !(Number.isInteger(value) && Number(value) >= limit[0] && Number(value) <= limit[1])) {
        throw new Error(
          `${name}.${key}: expected ${String(limit[0])} to ${String(limit[1])} ms, found ${String(value)}; ` +
            'the API answers 400 to it.',
        );
      }
    }
  }
}
