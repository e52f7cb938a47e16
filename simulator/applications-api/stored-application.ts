import { isMembers, without } from './json-as-it-came.ts';
import type { Members } from './json-as-it-came.ts';

const WEBHOOK_DEFAULTS_MS: Readonly<Record<string, Members>> = {
  answer_url: { connect_timeout: 1000, socket_timeout: 5000 },
  fallback_answer_url: { connect_timeout: 1000, socket_timeout: 5000 },
  event_url: { connect_timeout: 1000, socket_timeout: 10_000 },
};
const VOICE_DEFAULTS: Members = { signed_callbacks: true, conversations_ttl: 48, leg_persistence_time: 2 };

/**
 * The application after a write: the body, and from the former application only `keys`, if the body has none. Values that a
 * voice capability lacks get their defaults. `id` and `_links` belong to the API.
 */
export function storedApplication(body: Members, before: Members | undefined): Members {
  const { capabilities, keys = before?.['keys'] } = body;
  return {
    ...without(body, 'id', '_links', 'capabilities', 'keys'),
    ...(keys === undefined ? {} : { keys: isMembers(keys) ? without(keys, 'private_key') : keys }),
    capabilities: isMembers(capabilities) ? withDefaults(capabilities) : {},
  };
}

function withDefaults({ voice, ...others }: Members): Members {
  if (!isMembers(voice)) return others;
  const { webhooks = {} } = voice;
  const filled = Object.entries(webhooks as Members).map(([name, webhook]) => [
    name,
    { ...WEBHOOK_DEFAULTS_MS[name], ...(webhook as Members) },
  ]);
  return {
    ...others,
    voice: { ...VOICE_DEFAULTS, ...voice, webhooks: Object.fromEntries(filled) },
  };
}
