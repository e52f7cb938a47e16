import type { Timeouts, TimeoutsName } from '../../contracts/settings/timeouts.ts';
import type { EndsWith, RungName, Tier } from '../checkers/checker.ts';
import type { Fault } from '../faults/fault.ts';
import type { EventDelivery } from '../../simulator/simulator.ts';
import type { RegionRole, Route } from '../../emulator/world.ts';

/** What a silence is made of where nothing is wrong, warm, at the scenario's concurrency; measured in this run. */
export interface Healthy {
  /** F: a fetch of the fallback. */
  readonly fetchMs: number;
  /** E: an event of the bot's leg, answered and kept in the journal. */
  readonly eventMs: number;
  /** C: a connect to the bot, up to its first sound. */
  readonly connectMs: number;
}

/** What a limit may depend on. */
export interface Given extends Healthy {
  readonly timeouts: Timeouts;
  /** What a cold start may take, by what an empty function's takes in the same run. */
  readonly coldStartMs: number;
  /** How long the call flow lets a WebSocket take to come about: the longest `timeout` in the NCCOs that were served. */
  readonly socketTimeoutMs: number;
  /** The platform notices a half-open socket within this. */
  readonly halfOpenMs: number;
}

/** Of a promise: the longest silence, ms, without the allowance. */
export type Limit = (given: Given) => number;

/** One fetch: nothing that was asked kept the caller waiting. */
export const AT_ONCE: Limit = ({ fetchMs }) => fetchMs;

/** An event, and a bot that is reached again. */
export const BOT_AGAIN: Limit = ({ eventMs, connectMs }) => eventMs + connectMs;

/** What becomes of a caller who has lost the bot, or never gets one. */
export interface RecoveryPromise {
  /** These, in this order. */
  readonly rungs: readonly RungName[];
  /** Whom the caller is left with. */
  readonly endsWith:
    'primary-bot' | 'secondary-bot' | 'person' | 'person-who-hangs-up' | 'voicemail' | 'static';
  /** Longest time without anybody on one rung. */
  readonly limitMs: Limit;
  /** The first bot is never heard. */
  readonly withoutFirstBot?: true;
}

/** A part of the scenario's calls that meets the same faults and is promised the same. */
export interface Phase {
  /** In this order, on top of the faults of the phases before. */
  readonly faults: readonly Fault[];
  /** The faults take the place of those of the phase before, which are undone. */
  readonly replaces?: true;
  readonly servedBy: Tier | ((timeouts: Timeouts) => Tier);
  /** Heard instead of the bot: the call flow's replacement says sorry and calls a person. */
  readonly hears?: 'last-resort';
  readonly limitMs: Limit;
  /** Break once every caller talks to the bot, in this order; undone when all have hung up. */
  readonly midCall?: readonly Fault[];
  /** Without it, nobody is lost and nobody is recovered. */
  readonly recovery?: RecoveryPromise;
  readonly endedBy?: EndsWith['endedBy'];
  /** Callers talk so much longer, once they have been lost as often as they should be. */
  readonly talksForMs?: number;
}

export interface Warm {
  readonly role: RegionRole;
  readonly route: Route;
  /** One environment for each call, not for each call at once: the fault uses them up. */
  readonly perCall?: true;
  /** So many environments for each caller at once, where callers wait for the route or it is slow. */
  readonly perCaller?: number;
}

export interface Scenario {
  readonly name: string;
  /** For people: what is broken. */
  readonly breaks: string;
  /** For people: what the caller is promised. */
  readonly promise: string;
  /** One of the dozen that `npm run drill` runs without `--all`. */
  readonly inStory?: true;
  /**
   * No silence is longer, ms, whatever was measured in the run. A limit is made of what the run measures, so it grows with
   * a defect that slows everything down; a ceiling does not. It is what the fault costs by the timeouts as they are
   * (docs/decisions/002-timeouts.md), and 200 ms for everything else (250 where a bot has to be reached again).
   */
  readonly ceilingMs: number | Readonly<Record<TimeoutsName, number>>;
  /** How long it takes on two idle cores with the usual number of calls, s; for the time that is left. */
  readonly typicalSeconds: number;
  /** It is about signatures: left out where none is asked for (`source.mode` "ip"). */
  readonly aboutSignatures?: true;
  /** Calls at the same moment. */
  readonly concurrency: number;
  /** Fewer than the usual number of calls: more would take long, and show nothing new. */
  readonly calls?: number;
  /** Started in advance once the faults are applied, so that no cold start is part of a silence. */
  readonly warm: readonly Warm[];
  readonly phases: readonly [Phase, ...Phase[]];
  /** How status events arrive; in order when left out. */
  readonly events?: EventDelivery;
  /** No journal can be reached: what is lost must be counted. */
  readonly journals?: 'away';
  /** Cold starts of this function are the scenario's own, and are printed. */
  readonly coldStartsOf?: { readonly role: RegionRole; readonly route: Route };
}
