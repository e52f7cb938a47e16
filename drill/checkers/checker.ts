import type { HistoryRecord, Part } from '../../contracts/history.ts';
import type { Tier } from '../../contracts/call-history/served-by.ts';

export type { Tier };

/** One thing that a caller must hear. Without `content`, any content is accepted. */
export interface Meant {
  readonly what: 'talk' | 'stream' | 'bot' | 'person' | 'beep';
  readonly content?: string;
}

/**
 * What a caller is offered once the bot is gone. `tail`: no tier answered, so the running NCCO went on. `static`: the
 * static NCCO, in mid-call.
 */
export type RungName = 'same-socket' | 'other-socket' | 'person' | 'voicemail' | 'tail' | 'static';

/** What becomes of a caller who has lost the bot, or never got one. */
export interface Recovery {
  /** In the promised order; absent: any, upwards. */
  readonly rungs?: readonly RungName[];
  /** Longest wait for a bot, a person or a voicemail on one rung, and longest silence after the first words, ms. */
  readonly limitMs: number;
  /** Longest wait on one rung, with its own upper bound, where the caller is asked to wait meanwhile. */
  readonly untilSomebody?: { readonly limitMs: number; readonly ceilingMs: number | undefined };
}

/** How a call ends. */
export interface EndsWith {
  /** The bot, person or voicemail that the caller talks to at the end; a beep is a voicemail, which is recorded. */
  readonly partner?: Meant;
  readonly endedBy?: Extract<HistoryRecord, { type: 'call-ended' }>['by'];
}

/** What one call was promised. */
export interface PromisedCall {
  readonly call: string;
  readonly servedBy: Tier;
  /** In this order; other things may be heard in between. */
  readonly hears: readonly Meant[];
  /** Contents of other numbers' flows, and their persons. */
  readonly neverHears?: readonly string[];
  /** Longest silence until the first words, ms; in the whole call if no recovery is promised. */
  readonly limitMs: number;
  /** Absent if the call keeps its bot. */
  readonly recovery?: Recovery;
  /** Longest silence after an answer in a menu, ms; absent for a call that is in none. */
  readonly stepLimitMs?: number;
  /** Nothing keeps the application behind the guard from getting all its callbacks. */
  readonly isTheApplications?: true;
  /** One of these. */
  readonly endsWith?: readonly EndsWith[];
}

/** How many of these calls must end with this partner at least. */
export interface PromisedShare {
  readonly calls: readonly string[];
  readonly reach: 'bot' | 'person';
  /** 0 to 1. */
  readonly share: number;
}

/** What a scenario promises, as plain values: a checker gets these and the history, nothing else. */
export interface Expected {
  readonly calls: readonly PromisedCall[];
  readonly shares: readonly PromisedShare[];
  /** What each healthy tier says. */
  readonly tierSays: Readonly<Record<Tier, readonly Meant[]>>;
  /** Callbacks go on to an application first: an answer that took long may be the call flow's own. */
  readonly passesOn?: true;
  /** A rule of Vonage that some request must meet, if the scenario names one. */
  readonly meets?: string;
  /** Origins (`scheme://host:port`) of the primary's answer URL, by its name and on loopback. */
  readonly primaryOrigins: readonly string[];
  /** Added to every limit, for the noise of two shared cores. */
  readonly allowanceMs: number;
  /** Upper bound of every limit, independent of this run's measurements; undefined with timeouts other than the deployed ones. */
  readonly ceilingMs: number | undefined;
  /** What a request to a warm function may take on an idle machine, ms. */
  readonly requestMayTakeMs: number;
  /** What a cold start may add to that. */
  readonly coldStartMayTakeMs: number;
  /** Origin of a URL → the processes behind it. */
  readonly partsOf: Readonly<Record<string, readonly Part[]>>;
  /** Origins of regions in which a fault makes genuine callbacks be rejected. */
  readonly rejectingOrigins: readonly string[];
  /** `unavailable`: no journal can be reached, and every lost event must be counted. */
  readonly journals: 'kept' | 'unavailable';
  /** Origins that the faults make unreachable: a timeout there is the fault's, and not excused by a busy machine. */
  readonly unreachableOrigins: readonly string[];
}

export interface Problem {
  readonly call: string;
  /** What went wrong; equal texts are counted together. */
  readonly text: string;
  /** Measurements of this call. */
  readonly detail?: string;
  /** Only of waits that were too long: from when to when, and by how much. */
  readonly timing?: { readonly fromMs: number; readonly toMs: number; readonly excessMs: number };
}

export interface Finding {
  readonly problems: readonly Problem[];
  /** Why the checker could not decide. */
  readonly unknown?: string;
}

export interface Checker {
  readonly name: string;
  readonly check: (history: readonly HistoryRecord[], expected: Expected) => Finding;
}
