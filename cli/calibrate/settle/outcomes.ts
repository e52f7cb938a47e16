import { STEP } from '../call-script.ts';
import { LAST } from '../experiments.ts';
import type { CallSeen, Observations } from '../run-calls.ts';
import type { Seen } from '../seen.ts';

/** What came of one experiment. */
export interface Outcome {
  readonly name: string;
  readonly stage: 'answer' | 'event';
  readonly call: CallSeen;
  /** Requests to the URL that misbehaved. */
  readonly attempts: readonly Seen[];
  /** Requests to the fallback before the call went on. */
  readonly fallbacks: readonly Seen[];
  /** The next action ran: the answer, or the fallback's, was taken. */
  readonly wentOn: boolean;
}

/** Every experiment that a call came to, in order. Pure. */
export const outcomesOf = ({ calls }: Pick<Observations, 'calls'>): readonly Outcome[] =>
  calls.flatMap(outcomesIn);

function outcomesIn(call: CallSeen): readonly Outcome[] {
  const { plan, requests } = call;
  const fallbacks = requests.filter(({ path }) => path === '/fallback');
  const stepsAsked = [...plan.events, LAST]
    .map(({ name }) => ({ name, attempts: requests.filter(({ path }) => path === `${STEP}${name}`) }))
    .filter(({ attempts }) => attempts.length > 0);
  const startOf = (index: number): number => stepsAsked[index]?.attempts[0]?.atMs ?? Infinity;
  const between = (fromMs: number, toMs: number): readonly Seen[] =>
    fallbacks.filter(({ atMs }) => atMs >= fromMs && atMs < toMs);
  const answers = requests.filter(({ path }) => path === '/answer');
  const answer: Outcome = {
    name: plan.setting === 'post' ? plan.answer.name : plan.name,
    stage: 'answer',
    call,
    attempts: answers,
    fallbacks: between(0, startOf(0)),
    wentOn: stepsAsked.length > 0,
  };
  const isCallSeen = answers.length > 0 || answer.fallbacks.length > 0 || answer.wentOn;
  const events = stepsAsked.map(({ name, attempts }, index): Outcome => ({
    name,
    stage: 'event',
    call,
    attempts,
    fallbacks: between(startOf(index), startOf(index + 1)),
    wentOn: index < stepsAsked.length - 1,
  }));
  return [...(isCallSeen ? [answer] : []), ...events];
}

/** From one attempt's end to the next one's start, ms. */
export function gapsMs({ attempts }: Pick<Outcome, 'attempts'>): readonly number[] {
  return attempts.slice(1).flatMap(({ atMs }, index) => {
    const { endedMs } = attempts[index] ?? {};
    return endedMs === undefined ? [] : [atMs - endedMs];
  });
}

/** How long an attempt waited before it was given up, ms. */
export const heldMs = ({ attempts }: Pick<Outcome, 'attempts'>): readonly number[] =>
  attempts.flatMap(({ atMs, endedMs, endedBy }) =>
    endedMs === undefined || endedBy !== 'them' ? [] : [endedMs - atMs],
  );

/** 0 of none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}
