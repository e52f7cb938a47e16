import type { Fault } from '../faults/fault.ts';
import { type PlainEffect, PLAIN_NCCO } from '../faults/plain-effect.ts';
import { DEFAULT_CONNECT_TIMEOUT_SECONDS } from '../../simulator/legs/connect-websocket.ts';
import type { Profile } from '../../simulator/profile.ts';
import { type Met, tryWebhook } from '../../simulator/rules/try-webhook.ts';
import type { Phase, Scenario } from './scenario.ts';

/** What a caller of a plain set-up would live through. */
export interface PlainOutcome {
  /** The longest silence, ms, by the platform's rules alone: neither the network's time nor the handlers'. */
  readonly silenceMs: number;
  readonly ends: 'heard' | 'dropped';
}

const NOTHING_TO_PLAY: Met = { status: 200, afterMs: 0 };

/**
 * What callers of a plain set-up would have met in this scenario, the worst of them: one region, no fallback URL,
 * Vonage's default timeouts, AWS's defaults, and an NCCO of a talk and a connect to the bot. Computed by the platform's
 * rules from what each fault says of itself (`plain`). Pure.
 */
export function plainSetUp({ phases }: Pick<Scenario, 'phases'>, profile: Profile): PlainOutcome {
  const outcomes = faultsInForce(phases).map(({ before, meanwhile }) =>
    outcomeOf(effectOf(before), effectOf([...before, ...meanwhile]), profile),
  );
  return outcomes.reduce((a, b) => (isWorse(b, a) ? b : a));
}

function outcomeOf(before: PlainEffect, meanwhile: PlainEffect, profile: Profile): PlainOutcome {
  const answer = tryWebhook(profile, 'answer', before.answer ?? PLAIN_NCCO);
  // Nothing comes after the answer URL: the call ends.
  if (answer.next !== 'run-ncco') return { silenceMs: answer.lastedMs, ends: 'dropped' };
  const lost = withoutBotMs(meanwhile, profile);
  if (lost === undefined) return { silenceMs: answer.lastedMs, ends: 'heard' };
  // Nothing comes after the bot either: the NCCO has no next action.
  return { silenceMs: Math.max(answer.lastedMs, lost), ends: 'dropped' };
}

/** From the bot's last sound, or the NCCO's connect, to the end of the call; undefined where the bot stays. */
function withoutBotMs({ bot, event }: PlainEffect, profile: Profile): number | undefined {
  // A dropped socket is an event that may bring an NCCO, so the platform waits for its answer.
  const askedMs = () => tryWebhook(profile, 'event-for-ncco', event ?? NOTHING_TO_PLAY).lastedMs;
  switch (bot) {
    case undefined:
      return undefined;
    case 'drops':
      return askedMs();
    case 'is-silent':
      return 3 * profile.websocketPingMs + askedMs();
    case 'refuses':
      return 0;
    case 'never-answers':
      return DEFAULT_CONNECT_TIMEOUT_SECONDS * 1000;
  }
}

/** Of each phase: what is broken when its calls are placed, and what breaks while they talk. */
function faultsInForce(phases: readonly Phase[]) {
  const before: Fault[][] = [];
  return phases.map(({ faults, midCall = [], replaces }) => {
    if (replaces) before.pop();
    before.push([...faults]);
    return { before: before.flat(), meanwhile: midCall };
  });
}

const effectOf = (faults: readonly Fault[]): PlainEffect =>
  Object.assign({}, ...faults.map(({ plain }) => plain)) as PlainEffect;

const isWorse = (a: PlainOutcome, b: PlainOutcome): boolean =>
  a.ends === b.ends ? a.silenceMs > b.silenceMs : a.ends === 'dropped';
