import type { Tier } from '../checkers/checker.ts';
import type { Climbed } from '../checkers/rungs.ts';
import type { Healthy } from '../scenarios/scenario.ts';
import type { Part, WorldNote } from '../../contracts/history.ts';
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
  /** The machine may have caused it: this proves nothing. */
  readonly excused: boolean;
  /** Why it is excused, by the worst call. */
  readonly because?: string;
}

/** What the world suspects, equal notes counted. */
export interface Suspect {
  readonly resource: WorldNote['resource'];
  readonly setting: WorldNote['setting'];
  readonly text: WorldNote['text'];
  readonly count: number;
}

/** How long one caller was without anybody, rung by rung. */
export interface CallRungs {
  readonly call: string;
  readonly rungs: readonly {
    readonly rung: Climbed['rung'];
    /** Who answered; `nobody`: the NCCO that was running went on. */
    readonly by: Tier | 'nobody';
    readonly reached: Climbed['reached'];
    readonly withoutAnybodyMs: number;
  }[];
}

/** One scenario in `result.json`. */
export interface ScenarioResult extends Healthy {
  readonly name: string;
  readonly verdict: Verdict;
  readonly calls: number;
  readonly heard: number;
  readonly dropped: number;
  readonly silenceMs: { readonly p50: number; readonly max: number };
  /** What is enforced: the limit and the allowance, and no more than the scenario's ceiling. */
  readonly limitMs: number;
  /** Of scenarios in which a bot is lost. */
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
  /** What the platform did with failing requests: rule → how often. */
  readonly rules: Readonly<Record<string, number>>;
  /** How long each process waited for a core, or was behind. */
  readonly waitedMs: Partial<Readonly<Record<Part, number>>>;
}

/** The same, beside what callers of a plain set-up would have met. */
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
  /** Each webhook handler beside an empty function in its place. */
  readonly handlers: readonly HandlerTimes[];
  /** By concurrency. */
  readonly healthyMs: Readonly<Record<string, Healthy>>;
  readonly scenarios: readonly ReportedScenario[];
  /** What the call flow asks of callers and no webhook answers; no verdict depends on it. */
  readonly unanswered: readonly string[];
  /** Chosen and not run: about signatures, and none is asked for. */
  readonly leftOut: readonly string[];
  /** Chosen and not run to their end: the drill was interrupted. */
  readonly notRun: readonly string[];
}
