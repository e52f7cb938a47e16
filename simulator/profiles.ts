import type { Profile } from './profile.ts';
import { type RuleText, rulesOf, support2024 } from './rules/support-2024.ts';
import type { RuleName } from './rules/rule-names.ts';

/*
 * Further sources:
 * - HA blog: "Build High Availability Voice API Applications", 2020-12-09,
 *     https://developer.vonage.com/en/blog/build-high-availability-voice-api-applications
 * - troubleshooting guide: https://developer.vonage.com/en/voice/voice-api/guides/troubleshooting
 */
const HA_BLOG = 'HA blog of 2020-12-09';
const TROUBLESHOOTING = 'troubleshooting guide';
const CLIENT =
  '`User-Agent: Apache-HttpAsyncClient/4.1` in captures of 2020 (vonage-php-sdk-core, test/Voice/requests)';

/** `support-2024` but for these values and rules. */
const reading = (
  name: string,
  values: Partial<Omit<Profile, 'name' | 'rules'>>,
  rules: Readonly<Partial<Record<RuleName, RuleText>>>,
): Profile => ({ ...support2024, ...values, name, rules: { ...support2024.rules, ...rulesOf(rules) } });

/** `support-2024` with what the HTTP client of Vonage's captures usually does: it keeps connections. */
const pooled = reading(
  'pooled',
  { keepsConnections: true, socketTimeoutCovers: 'inactivity' },
  {
    'connection-reuse': [
      'assumption',
      `${CLIENT}: a client that keeps connections`,
      'A connection is kept, and used by a later request; a request after a reset or closed connection opens a new one.',
    ],
    'socket-timeout-scope': [
      'assumption',
      'APP-OAS 2.4.1: "can\'t be read for this specified amount of time"; Apache\'s socketTimeout means the same',
      'From one packet to the next: a response that drips is not cut.',
    ],
    'reset-connection-is-retried': [
      'assumption',
      CLIENT,
      'A reset connection is tried once more, on a new connection: a kept one that the server has closed meanwhile is reset once.',
    ],
  },
);

/** The HA blog of 2020: one second before the second attempt. */
const blog2020 = reading(
  'blog-2020',
  { retryPauseMs: 1000 },
  {
    'retry-pause': ['assumption', HA_BLOG, 'The second attempt follows after one second.'],
  },
);

/** The troubleshooting guide: older numbers, and two retries. */
const troubleshooting = reading(
  'troubleshooting',
  {
    attempts: 3,
    countsWebsocketLegs: true,
    defaultTimeouts: {
      answer: { connectMs: 3000, socketMs: 5000 },
      event: { connectMs: 3000, socketMs: 5000 },
      fallback: { connectMs: 3000, socketMs: 5000 },
    },
  },
  {
    'retry-pause': ['assumption', TROUBLESHOOTING, 'No pause before the second and the third attempt.'],
    'last-attempt-goes-to-the-fallback': [
      'assumption',
      `${TROUBLESHOOTING}: "retry twice"; newer pages say once`,
      'After three attempts the fallback is asked.',
    ],
    'websocket-legs-may-count-as-outbound': [
      'assumption',
      `${TROUBLESHOOTING}: "outbound calls", without an exception`,
      'A connect to a WebSocket counts as an outbound leg.',
    ],
  },
);

/** Every consistent reading of Vonage's pages; the first one is the newest. */
export const PROFILES: readonly [Profile, ...Profile[]] = [support2024, pooled, blog2020, troubleshooting];

/** @throws Error for a name that no profile has */
export function profileNamed(name: string): Profile {
  const found = PROFILES.find((profile) => profile.name === name);
  if (found !== undefined) return found;
  throw new Error(`Expected a profile (${PROFILES.map((each) => each.name).join(', ')}), found "${name}".`);
}
