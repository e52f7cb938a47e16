import type { Tier } from '../../contracts/call-history/served-by.ts';
import type { Timeouts } from '../../contracts/settings/timeouts.ts';
import { DEFAULT_CONNECT_TIMEOUT_SECONDS } from '../../simulator/legs/connect-websocket.ts';
import type { Profile } from '../../simulator/profile.ts';
import type { RuleName } from '../../simulator/rules/rule-names.ts';
import { type Tried, tryWebhook } from '../../simulator/rules/try-webhook.ts';
import type { ComparedFault } from './faults.ts';
import { fallbackMeets, primaryMeets } from './meets.ts';
import type { SetUpName } from './set-ups.ts';

/** What the rules say that a caller hears: computed from Vonage's rules and the timeouts alone, and never from what was simulated. */
export interface Ruled {
  readonly ends: 'heard' | 'dropped';
  /** Whose NCCO is heard at the end; undefined: none. */
  readonly servedBy: Tier | undefined;
  /** The longest silence, without the time of network and functions, ms: at best, and at worst. */
  readonly fewestMs: number;
  readonly mostMs: number;
  /** Those that decide, in their order. */
  readonly rules: readonly RuleName[];
}

/** What the rules are computed from. */
export interface Given {
  readonly profile: Profile;
  /** This project's, as it is deployed. */
  readonly timeouts: Timeouts;
  /** How long this project's call flow lets Vonage wait for a bot, ms. */
  readonly botTimeoutMs: number;
  /** Callers of its call flow talk to a bot where nothing is broken. */
  readonly talksToBot: boolean;
}

/** A caller who hears nothing hangs up after this (simulator/simulator.ts, `waitsForMs`). */
const GIVES_UP_MS = 120_000;
const BOT_IS_LOST = /^bot-(drops|refuses)/;

/** Undefined: the set-up has no part that this breaks, or there is no bot to lose. Pure. */
export function ruledOf(fault: ComparedFault, setUp: SetUpName, given: Given): Ruled | undefined {
  const { breaks, when } = fault;
  if (breaks.length > 0 && !breaks.some((each) => isPartOf(setUp, each))) return undefined;
  if (!given.talksToBot && breaks.some(({ kind }) => kind.startsWith('bot-'))) return undefined;
  if (when === 'mid-call') return asked('event', fault, setUp, given);
  const ruled = asked('answer', fault, setUp, given);
  const bot = breaks.find(({ kind }) => kind.startsWith('bot-'))?.kind;
  if (bot === undefined) return ruled;
  const event = asked('event', fault, setUp, given);
  if (BOT_IS_LOST.test(bot)) return setUp === 'this' ? event : dropped(event);
  // A bot that never answers: Vonage waits as long as the connect says.
  const waitsMs = setUp === 'this' ? given.botTimeoutMs : DEFAULT_CONNECT_TIMEOUT_SECONDS * 1000;
  const waited = { ...event, fewestMs: waitsMs, mostMs: waitsMs };
  return setUp === 'this' ? waited : dropped(waited);
}

function isPartOf(setUp: SetUpName, { kind, place }: ComparedFault['breaks'][number]): boolean {
  switch (setUp) {
    case 'this':
      return true;
    case 'article':
      return place !== 'secondary' && kind !== 'wrong-secret';
    case 'bare':
      return place === 'primary' && kind !== 'wrong-secret';
  }
}

/** Vonage asks a webhook, then the fallback where there is one. */
function asked(
  route: 'answer' | 'event',
  { breaks }: ComparedFault,
  setUp: SetUpName,
  { profile, timeouts }: Given,
): Ruled {
  const own = setUp === 'this';
  const isAnswer = route === 'answer';
  const of = isAnswer ? timeouts.answer : timeouts.websocketDisconnected;
  const first = tryWebhook(
    profile,
    isAnswer ? 'answer' : 'event-for-ncco',
    primaryMeets(breaks, route, setUp, timeouts),
    own ? of : undefined,
  );
  if (first.next !== 'fallback') return ruled([first], servedBy(first, 'primary', setUp));
  const met = fallbackMeets(breaks, setUp, timeouts);
  const lost: RuleName = isAnswer
    ? 'call-ends-when-the-fallback-fails'
    : 'call-flow-goes-on-when-the-fallback-fails';
  if (met === undefined) return ruled([first], undefined, lost);
  const second = tryWebhook(
    profile,
    isAnswer ? 'fallback-for-answer' : 'fallback-for-event',
    met,
    own ? timeouts.fallback : undefined,
  );
  const tier = own && !isSecondaryBroken(breaks) ? 'secondary' : 'static';
  return ruled([first, second], servedBy(second, tier, setUp));
}

const isSecondaryBroken = (breaks: ComparedFault['breaks']): boolean =>
  breaks.some(({ place }) => place === 'secondary');

/** Where a running NCCO goes on, this project's, which was the primary's, says something; a plain one has ended. */
function servedBy({ next }: Tried, asked: Tier, setUp: SetUpName): Tier | undefined {
  if (next === 'run-ncco') return asked;
  return next === 'go-on' && setUp === 'this' ? 'primary' : undefined;
}

function ruled(tried: readonly Tried[], tier: Tier | undefined, ...more: readonly RuleName[]): Ruled {
  const sum = (of: (each: Tried) => number): number => tried.reduce((total, each) => total + of(each), 0);
  const mostMs = sum(({ lastedMs }) => lastedMs);
  const found: Ruled = {
    ends: tier === undefined ? 'dropped' : 'heard',
    servedBy: tier,
    fewestMs: Math.min(
      GIVES_UP_MS,
      sum(({ fewestMs }) => fewestMs),
    ),
    mostMs: Math.min(GIVES_UP_MS, mostMs),
    rules: [...new Set([...tried.flatMap(({ rules }) => rules), ...more])],
  };
  return mostMs > GIVES_UP_MS ? dropped(found) : found;
}

const dropped = (found: Ruled): Ruled => ({ ...found, ends: 'dropped', servedBy: undefined });
