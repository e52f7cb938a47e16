import type { Fault } from '../faults/fault.ts';
import { type PlainEffect, PLAIN_NCCO } from '../faults/plain-effect.ts';
import { DEFAULT_CONNECT_TIMEOUT_SECONDS } from '../../simulator/legs/connect-websocket.ts';
import type { Profile } from '../../simulator/profile.ts';
import { type Met, tryWebhook } from '../../simulator/rules/try-webhook.ts';
import type { Phase, Scenario } from './scenario.ts';

/** What a caller of a plain set-up would hear. */
export interface PlainOutcome {
  /** The longest silence by Vonage's rules, ms, without the time of the network and the handlers. */
  readonly silenceMs: number;
  readonly ends: 'heard' | 'dropped';
}

const NOTHING_TO_PLAY: Met = { status: 200, afterMs: 0 };

/**
 * The worst outcome for a caller of a plain set-up in this scenario. A plain set-up has one region, no fallback URL, Vonage's
 * and AWS's default timeouts, and an NCCO with a talk and a connect to the bot. Computed from Vonage's rules and from the
 * effect that each fault declares (`plain`). Pure.
 */
export function plainSetUp({ phases }: Pick<Scenario, 'phases'>, profile: Profile): PlainOutcome {
  const outcomes = faultsInForce(phases).map(({ before, meanwhile, isMenu }) => {
    const during = effectOf([...before, ...meanwhile]);
    return isMenu ? inMenu(during, profile) : outcomeOf(effectOf(before), during, profile);
  });
  return outcomes.reduce((a, b) => (isWorse(b, a) ? b : a));
}

/** Its menu is as simple as its NCCO: where the event of an input gets no answer, no action follows. */
function inMenu({ event }: PlainEffect, profile: Profile): PlainOutcome {
  const { next, lastedMs } = tryWebhook(profile, 'event-for-ncco', event ?? PLAIN_NCCO);
  return { silenceMs: lastedMs, ends: next === 'run-ncco' ? 'heard' : 'dropped' };
}

function outcomeOf(before: PlainEffect, meanwhile: PlainEffect, profile: Profile): PlainOutcome {
  const answer = tryWebhook(profile, 'answer', before.answer ?? PLAIN_NCCO);
  // Without a fallback URL the call ends.
  if (answer.next !== 'run-ncco') return { silenceMs: answer.lastedMs, ends: 'dropped' };
  const lost = withoutBotMs(meanwhile, profile);
  if (lost === undefined) return { silenceMs: answer.lastedMs, ends: 'heard' };
  // The NCCO has no action after the bot, so the call ends.
  return { silenceMs: Math.max(answer.lastedMs, lost), ends: 'dropped' };
}

/** From the bot's last sound, or the NCCO's connect, to the end of the call; undefined where the bot stays. */
function withoutBotMs({ bot, event }: PlainEffect, profile: Profile): number | undefined {
  // Vonage waits for the answer to a dropped socket's event, because that may be an NCCO.
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

/** For each phase: the faults in force when its calls are placed, and those that come in mid-call. */
function faultsInForce(phases: readonly Phase[]) {
  const before: Fault[][] = [];
  return phases.map(({ faults, midCall = [], menu, replaces }) => {
    if (replaces) before.pop();
    before.push([...faults]);
    const between = menu?.between?.flatMap((each) => each.faults) ?? [];
    return { before: before.flat(), meanwhile: [...midCall, ...between], isMenu: menu !== undefined };
  });
}

const effectOf = (faults: readonly Fault[]): PlainEffect =>
  Object.assign({}, ...faults.map(({ plain }) => plain)) as PlainEffect;

const isWorse = (a: PlainOutcome, b: PlainOutcome): boolean =>
  a.ends === b.ends ? a.silenceMs > b.silenceMs : a.ends === 'dropped';
