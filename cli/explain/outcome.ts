import type { Profile, Rule, Timeouts } from '../../simulator/profile.ts';
import { type Met, tryWebhook } from '../../simulator/rules/try-webhook.ts';
import { type Fault, HEALTHY } from './faults.ts';
import { sharedFate, staticHost } from './hosts.ts';
import type { SetUp, Webhook } from './set-up.ts';

/** When Vonage wants an NCCO. */
export type Moment = 'call-begins' | 'mid-call';

/** What a caller hears after the wait. `rest`: the rest of the running NCCO; where nothing follows, the call ends. */
export type Heard = 'own-ncco' | 'fallback-ncco' | 'rest' | 'call-ends';

/** By one profile. */
export interface Outcome {
  readonly heard: Heard;
  /** Silence until then, ms, without the time of network and servers. */
  readonly fewestMs: number;
  readonly mostMs: number;
  /** The rules that decided, in their order. */
  readonly rules: readonly Rule[];
}

/**
 * What callers hear when this happens to the server of the webhook that Vonage asks. Pure. The event URL is asked with events
 * that want an NCCO: input, notify, a synchronous connect, a WebSocket that was disconnected.
 * @returns undefined where the application has no such webhook
 */
export function outcomeOf(setUp: SetUp, moment: Moment, fault: Fault, profile: Profile): Outcome | undefined {
  const { answer_url: answer, event_url: event, fallback_answer_url: fallback } = setUp.webhooks;
  const asked = moment === 'call-begins' ? answer : event;
  if (asked === undefined) return undefined;
  const stage = moment === 'call-begins' ? 'answer' : 'event-for-ncco';
  const defaults = profile.defaultTimeouts;
  const first = tryWebhook(
    profile,
    stage,
    fault.met,
    timeoutsOf(asked, moment === 'call-begins' ? defaults.answer : defaults.event),
  );
  const rulesOf = (names: typeof first.rules): readonly Rule[] => names.map((name) => profile.rules[name]);
  const waited = { fewestMs: first.fewestMs, mostMs: first.lastedMs };
  if (first.next === 'run-ncco') return { heard: 'own-ncco', ...waited, rules: rulesOf(first.rules) };
  const lost: Heard = moment === 'call-begins' ? 'call-ends' : 'rest';
  if (fallback === undefined) return { heard: lost, ...waited, rules: rulesOf(first.rules) };
  const second = tryWebhook(
    profile,
    moment === 'call-begins' ? 'fallback-for-answer' : 'fallback-for-event',
    fallbackMeets(setUp, asked, fallback, fault),
    timeoutsOf(fallback, defaults.fallback),
  );
  return {
    heard: second.next === 'run-ncco' ? 'fallback-ncco' : lost,
    fewestMs: first.fewestMs + second.fewestMs,
    mostMs: first.lastedMs + second.lastedMs,
    rules: rulesOf([...new Set([...first.rules, ...second.rules])]),
  };
}

const timeoutsOf = ({ connectMs, socketMs }: Webhook, defaults: Timeouts): Timeouts => ({
  connectMs: connectMs ?? defaults.connectMs,
  socketMs: socketMs ?? defaults.socketMs,
});

/** The fault, if it reaches the fallback too; else what its server always answers. */
function fallbackMeets({ isSigned }: SetUp, asked: Webhook, fallback: Webhook, { met, reach }: Fault): Met {
  if (isReached(asked, fallback, reach)) return met;
  // Where the application does not say, callbacks are signed, as for new applications.
  const refusal = staticHost(fallback, isSigned ?? true)?.refusal;
  if (refusal === undefined) return HEALTHY;
  const { status, contentType } = refusal;
  return { ...HEALTHY, status, ...(contentType !== undefined && { contentType }) };
}

function isReached(asked: Webhook, fallback: Webhook, reach: Fault['reach']): boolean {
  const tie = sharedFate(asked, fallback);
  switch (reach) {
    case 'everything':
      return true;
    case 'region':
      return tie === 'host' || tie === 'region';
    case 'certificate':
      return tie === 'host' || tie === 'certificate';
    case 'host':
    case 'server':
      // The same server answers both.
      return tie === 'host';
  }
}
