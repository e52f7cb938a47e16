import type { Tier } from '../checkers/checker.ts';
import type { Climbed } from '../checkers/rungs.ts';
import type { Healthy } from '../scenarios/scenario.ts';
import type { Part, EmulatorNote } from '../../contracts/history.ts';
import type { EventCounts } from '../run/count-events.ts';
import type { HandlerTimes } from '../run/measure-handlers.ts';
import type { Verdict } from '../run/verdict.ts';
import type { PlainOutcome } from '../scenarios/plain-set-up.ts';

/** Equal problems of one checker, counted. */
export interface CountedProblem {
  readonly checker: string;
  readonly text: string;
  readonly calls: number;
  /** Numbers of the worst call, where there are some. */
  readonly worst?: string;
  /** A busy machine may have caused it, so it is not counted. */
  readonly excused: boolean;
  /** Why it is excused, by the worst call. */
  readonly because?: string;
}

/** A suspected cause that the emulator reported; equal notes are counted. */
export interface Suspect {
  readonly resource: EmulatorNote['resource'];
  readonly setting: EmulatorNote['setting'];
  readonly text: EmulatorNote['text'];
  readonly count: number;
}

/** How long one caller waited on each rung for a bot, a person or a voicemail. */
export interface CallRungs {
  readonly call: string;
  readonly rungs: readonly {
    readonly rung: Climbed['rung'];
    /** The tier that answered; `none`: no tier did, and the running NCCO went on. */
    readonly by: Tier | 'none';
    readonly reached: Climbed['reached'];
    readonly withoutAnybodyMs: number;
  }[];
}

/** A question of the application that a script says nothing to. */
export interface AskedInVain {
  /** The script, as it was typed. */
  readonly press: string;
  /** Path of the application's own URL that takes the answer. */
  readonly path: string;
}

/** One scenario in `result.json`. */
export interface ScenarioResult extends Healthy {
  readonly name: string;
  readonly verdict: Verdict;
  readonly calls: number;
  /** Calls whose caller heard all that was promised, in order. */
  readonly heard: number;
  /** Calls whose caller heard nothing of the call flow. */
  readonly dropped: number;
  readonly silenceMs: { readonly p50: number; readonly max: number };
  /** From the end of an input or a notify to the next words; only of scenarios in a menu. */
  readonly stepSilenceMs?: { readonly p50: number; readonly max: number };
  /** Questions of the application at which callers hung up, having nothing more to press; only where there are some. */
  readonly askedInVain?: readonly AskedInVain[];
  /** What the guard added to the wait for an application's NCCO, at the median; only where it was measured. */
  readonly addedMs?: number;
  /** The enforced limit: limit plus allowance, at most the scenario's ceiling. */
  readonly limitMs: number;
  /** Only of scenarios that drop bots. */
  readonly rungs?: readonly CallRungs[];
  readonly servedBy: Readonly<Record<Tier, number>>;
  readonly events: EventCounts;
  readonly breaks: string;
  readonly promise: string;
  readonly concurrency: number;
  readonly tookMs: number;
  /** The scenario's own cold starts. */
  readonly coldStartMs?: { readonly p50: number; readonly max: number };
  readonly checkers: Readonly<Record<string, Verdict>>;
  readonly problems: readonly CountedProblem[];
  readonly unknown: readonly string[];
  readonly suspects: readonly Suspect[];
  /** The rules that Vonage applied to failed requests → how often. */
  readonly rules: Readonly<Record<string, number>>;
  /** How long each process waited for a CPU core, or was behind schedule. */
  readonly waitedMs: Partial<Readonly<Record<Part, number>>>;
}

/** With the outcome of a plain set-up for comparison. */
export interface ReportedScenario extends ScenarioResult {
  /** Computed, not measured. */
  readonly plainSetUp: PlainOutcome;
}

/** `result.json`. */
export interface DrillResult {
  readonly verdict: Verdict;
  readonly profile: string;
  readonly seed: number;
  readonly timeouts: string;
  readonly startedAt: string;
  readonly tookMs: number;
  readonly interrupted: boolean;
  /** Times of each webhook handler, compared with an empty function in its place. */
  readonly handlers: readonly HandlerTimes[];
  /** By concurrency, in a menu apart. */
  readonly healthyMs: Readonly<Record<string, Healthy>>;
  readonly scenarios: readonly ReportedScenario[];
  /** Actions of the call flow whose events no webhook handles; they do not change the verdict. */
  readonly unanswered: readonly string[];
  /** Scenarios that were not run, because the settings make them inapplicable. */
  readonly leftOut: readonly { readonly scenario: string; readonly why: string }[];
  /** Scenarios that an interruption kept from running to their end. */
  readonly notRun: readonly string[];
}
