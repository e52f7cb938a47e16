import type { Timeouts, TimeoutsName } from '../../contracts/settings/timeouts.ts';
import type { EndsWith, RungName, Tier } from '../checkers/checker.ts';
import type { DrilledNumber } from '../call-flows/several-numbers.ts';
import type { Fault } from '../faults/fault.ts';
import type { EventDelivery } from '../../simulator/simulator.ts';
import type { RegionRole, Route } from '../../emulator/emulator.ts';
import type { Profile } from '../../simulator/profile.ts';
import type { RuleName } from '../../simulator/rules/rule-names.ts';

/** The parts of a silence in a healthy, warm system at the scenario's concurrency, measured in this run. */
export interface Healthy {
  /** F: a request to the fallback URL. */
  readonly fetchMs: number;
  /** E: an event of the bot's leg, journaled and answered. */
  readonly eventMs: number;
  /** C: a connection to the bot, until its first sound. */
  readonly connectMs: number;
  /** The application behind the guard, at its slowest; it is in F and E. Only of a guarded call flow. */
  readonly applicationMs?: number;
}

/** What a limit may depend on. */
export interface Given extends Healthy {
  /** The reading of Vonage's rules that the run follows. */
  readonly profile: Profile;
  readonly timeouts: Timeouts;
  /** What a cold start may take, derived from an empty function's in the same run. */
  readonly coldStartMs: number;
  /** The longest `timeout` of a connect to a WebSocket in the served NCCOs. */
  readonly socketTimeoutMs: number;
  /** Vonage notices a half-open socket within this time. */
  readonly halfOpenMs: number;
}

/** The longest silence that is promised, ms, without the allowance. */
export type Limit = (given: Given) => number;

/** One request, without any timeout. */
export const AT_ONCE: Limit = ({ fetchMs }) => fetchMs;

/** An event, then a new connection to a bot. */
export const BOT_AGAIN: Limit = ({ eventMs, connectMs }) => eventMs + connectMs;

/** Seconds are compressed to milliseconds: what a wait of the ladder may take at most. */
export const LONGEST_WAIT_MS = 60;

/** As `BOT_AGAIN`, where the caller was asked to wait before. */
export const BOT_AFTER_A_WAIT: Limit = (given) => BOT_AGAIN(given) + LONGEST_WAIT_MS;

/** What becomes of a caller who has lost the bot, or never gets one. */
export interface RecoveryPromise {
  /** In this order. Absent: whichever the refusals lead to, upwards. */
  readonly rungs?: readonly RungName[];
  /** Who the caller talks to at the end; `somebody`: a bot, a person or a voicemail. */
  readonly endsWith:
    'primary-bot' | 'secondary-bot' | 'person' | 'person-who-hangs-up' | 'voicemail' | 'static' | 'somebody';
  /** Longest silence, and longest wait on one rung for a bot, a person or a voicemail. */
  readonly limitMs: Limit;
  /** Longest wait on one rung, where the caller is asked to wait: words end a silence meanwhile. */
  readonly untilSomebody?: { readonly limitMs: Limit; readonly ceilingMs: Scenario['ceilingMs'] };
  /** How many of the phase's callers, from 0 to 1, must reach this one at least. */
  readonly atLeast?: { readonly reach: 'bot' | 'person'; readonly share: number };
  /** The caller never hears the first bot. */
  readonly withoutFirstBot?: true;
}

/** What becomes of a caller in a menu. */
export interface MenuPromise {
  /** Applied in this order once every caller has been asked for the n-th time and has not answered yet. */
  readonly between?: readonly { readonly question: number; readonly faults: readonly Fault[] }[];
  /** What happens to the event URL of the first question, before its event is sent. */
  readonly forges?: Forgery;
  /** So many replies to each answer's event are lost on their way to Vonage. */
  readonly lostReplies?: number;
  /** The fallback gets the event URL without its query. */
  readonly losesQuery?: true;
  /**
   * After the first question. `script`: what the menu says to the caller's script. `question-again`: the first question once more, then the person. `lost`: what the call flow
   * says to a state that cannot be read. `tail`: the person of the running NCCO. Where the application behind the guard is out of reach,
   * `own-start`: what the call flow itself says from the beginning; `own-step`: the application's words until the first answer, then the call
   * flow's own.
   */
  readonly hears: 'script' | 'question-again' | 'lost' | 'tail' | 'static' | 'own-start' | 'own-step';
  /** Which questions the next version of the drill's own menu asks, 1 for the first. Default: none. */
  readonly askedByNext?: readonly number[];
  /** The look-up of the number's flow finds nothing. */
  readonly findsNothing?: true;
  /** The longest silence from the end of an input or a notify to the next words. */
  readonly limitMs: Limit;
}

/** How an event URL is changed: the state in it is made up, one of its characters is another one, it is cut, or another call's. */
export type Forgery = 'made-up' | 'flipped' | 'truncated' | 'of-another-call';

/** Calls of the scenario that meet the same faults and get the same promise. */
export interface Phase {
  /** In this order, in addition to the faults of earlier phases. */
  readonly faults: readonly Fault[];
  /** The faults of the phase before are undone first. */
  readonly replaces?: true;
  readonly servedBy: Tier | ((given: Pick<Given, 'profile' | 'timeouts'>) => Tier);
  /** Heard instead of the bot: the replacement of a failed call flow apologizes and calls a person. */
  readonly hears?: 'last-resort';
  readonly limitMs: Limit;
  /** Applied in this order once every caller talks to the bot; undone when all have hung up. */
  readonly midCall?: readonly Fault[];
  /** Absent if calls keep their bot. */
  readonly recovery?: RecoveryPromise;
  /** Only in the scenarios of a menu. */
  readonly menu?: MenuPromise;
  /** Each call is followed by one to the application without the guard, as a bare Vonage application gets it. */
  readonly comparesWithoutGuard?: true;
  readonly endedBy?: EndsWith['endedBy'];
  /** Added to how long callers talk, once they have lost their bot as often as they should. */
  readonly talksForMs?: number;
}

export interface Warm {
  readonly role: RegionRole;
  readonly route: Route;
  /** One environment for each call of the scenario, because the fault uses them up. */
  readonly perCall?: true;
  /** How many environments for each concurrent caller, if callers wait for the route or it is slow. */
  readonly perCaller?: number;
}

/** By the deployed timeouts; `guarded` where the time of our own steps makes a difference: those of Vonage are `shipped`'s. */
export type Ceilings = Readonly<Record<Exclude<TimeoutsName, 'guarded'>, number>> & {
  readonly guarded?: number;
};

export const ceilingOf = (ceiling: Scenario['ceilingMs'], name: TimeoutsName): number =>
  typeof ceiling === 'number'
    ? ceiling
    : name === 'guarded'
      ? (ceiling.guarded ?? ceiling.shipped)
      : ceiling[name];

export interface Scenario {
  readonly name: string;
  /** For people: what is broken. */
  readonly breaks: string;
  /** For people: what the caller is promised. */
  readonly promise: string;
  /** `npm run drill` runs it without `--all`; `guarded`: where the call flow passes callbacks on to an application. */
  readonly inStory?: true | 'guarded';
  /**
   * Upper bound of every limit, ms. A limit grows with a defect that slows everything down, because it is computed from
   * measurements of the run; a ceiling does not. It is what the fault costs by the deployed timeouts
   * (docs/decisions/002-timeouts.md), plus 200 ms (250 ms if a bot has to be reached again). It is for support-2024; in another
   * profile the drill adds what its rules add to the limits.
   */
  readonly ceilingMs: number | Ceilings;
  /** Its duration on two idle cores with the usual number of calls, s; for the estimate of the time that is left. */
  readonly typicalSeconds: number;
  /** Its callers are in a menu: in the drill's own one, or in the one of the call flow that is drilled. */
  readonly menu?: {
    /** It is about the drill's own menu, and this is what its callers press (drill/run/script.ts). */
    readonly own?: string;
    /** It is about the time after the first question, or about a question. Default: true. */
    readonly needsQuestion?: false;
  };
  /** It is about a call flow that passes callbacks on to an application: the drilled one, or the drill's own, on a set-up of its own. */
  readonly guarded?: true;
  /** Its callers dial these in turn, on a set-up of its own, whose settings have a table of them. */
  readonly numbers?: readonly DrilledNumber[];
  /** It tests signatures, so it does not run if `source.mode` is "ip". */
  readonly aboutSignatures?: true;
  /** Its calls carry more than a GET's query may hold, so it does not run if `fallbackMethod` is "GET". */
  readonly needsPostFallback?: true;
  /** It tests connections that Vonage keeps, so it does not run in a profile that keeps none. */
  readonly needsKeptConnections?: true;
  /** Its set-up has no bot: where the settings name one, it gets a set-up of its own, whose settings do not. */
  readonly withoutBot?: true;
  /** Further fields of each call's answer request. */
  readonly answerFields?: Readonly<Record<string, unknown>>;
  /** Calls at the same moment. */
  readonly concurrency: number;
  /** Fewer than the usual number of calls, because more would take long and show nothing new. */
  readonly calls?: number;
  /** Functions to warm before the calls, so that no cold start is part of a silence. */
  readonly warm: readonly Warm[];
  readonly phases: readonly [Phase, ...Phase[]];
  /** A rule of Vonage that some request must meet: otherwise the fault had no effect, and the verdict is unknown. */
  readonly meets?: (given: Pick<Given, 'profile'>) => RuleName;
  /** How status events arrive; in order if left out. */
  readonly events?: EventDelivery;
  /** No journal can be reached, so every lost event must be counted. */
  readonly journals?: 'unavailable';
  /** The scenario causes cold starts of this function; details.txt shows them. */
  readonly coldStartsOf?: { readonly role: RegionRole; readonly route: Route };
}
