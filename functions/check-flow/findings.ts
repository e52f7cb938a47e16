import { systemClock, within } from '../../contracts/clock.ts';
import type { FlowProblem } from '../../contracts/call-flow-report.ts';
import { checkNcco, errorsOf } from '../../ncco/check-ncco.ts';
import type { Ncco } from '../../ncco/ncco.ts';
import { below, type NccoProblem } from '../../ncco/problem.ts';
import type { CallFlow } from '../define-flow.ts';
import { describeError } from '../describe-error.ts';
import { LeadsNowhereError, leadsOn } from '../flow/lead-on.ts';
import { isAsynchronous } from '../../ncco/schema/input.ts';
import type { FlowRun } from '../ladder/flow-run.ts';
import { meantStep } from './check-form.ts';

/** For one promise, and for all of a walk together: what waits for a network is not there at synth. */
const WAIT_MS = 250;
const ALL_WAITS_MS = 1000;

/** What is found in what a call flow returns; the same is said once. */
export class Findings {
  /** When it is found, in words that follow its place; empty where that does not matter. */
  when = '';
  readonly #problems = new Map<string, FlowProblem>();
  readonly #steps: CallFlow['steps'];
  readonly #slow = new Set<string>();
  #waitedMs = 0;

  constructor(steps: CallFlow['steps']) {
    this.#steps = steps;
  }

  get problems(): readonly FlowProblem[] {
    return [...this.#problems.values()];
  }

  /** @param once what makes it the same */
  add(problem: FlowProblem, once: string): void {
    const key = `${problem.severity} ${once}`;
    if (!this.#problems.has(key)) this.#problems.set(key, { ...problem, where: problem.where + this.when });
  }

  /**
   * What the user's code returns in time; undefined where it does not. What it throws may come from what is not there at synth: a
   * warning.
   * @param part a step's name, `start` or a rung
   */
  async returned(
    part: string,
    where: string,
    flow: FlowRun['flow'],
  ): Promise<{ readonly ncco: Ncco } | undefined> {
    if (this.#slow.has(part)) return undefined;
    try {
      const started = flow();
      if (!(started instanceof Promise)) return { ncco: started };
      const beganMs = performance.now();
      const ncco = await inTime(started, Math.max(0, Math.min(WAIT_MS, ALL_WAITS_MS - this.#waitedMs)));
      this.#waitedMs += performance.now() - beganMs;
      if (ncco !== undefined) return ncco;
      this.#slow.add(part);
      const expected = `an NCCO within ${WAIT_MS} ms, to check it`;
      this.add({ severity: 'warning', where, expected, found: 'none yet' }, part);
    } catch (error) {
      const found = `it throws ${firstLine(error)}`;
      this.add({ severity: 'warning', where, expected: 'an NCCO', found }, `${part} ${found}`);
    }
    return undefined;
  }

  /** @returns whether it would be served, as functions/webhook/serve-flow.ts decides */
  judge(part: string, where: string, ncco: Ncco, finish: FlowRun['finish']): boolean {
    const errors = errorsOf(problemsOf(ncco, finish));
    if (errors.length === 0) this.#unanswered(part, where, ncco);
    for (const { path, expected, found } of errors) {
      const next = /\.next$/.test(path) ? nextAt(ncco, path) : undefined;
      const fix = next === undefined ? undefined : meantStep(next, this.#steps);
      this.add(
        {
          severity: 'error',
          where: `${where}, at ${path}`,
          expected,
          found,
          ...(fix === undefined ? {} : { fix }),
        },
        [part, path, expected, next].join(' '),
      );
    }
    return errors.length === 0;
  }

  /** What callers enter there reaches no step; without an event URL of its own, nobody. */
  #unanswered(part: string, where: string, ncco: Ncco): void {
    ncco.forEach((action, index) => {
      if (action.action !== 'input' || leadsOn(action) || isAsynchronous(action['mode'])) return;
      if (action['eventUrl'] !== undefined) return;
      const path = below(below('$', index), 'next');
      const expected =
        'a step that gets what the caller enters: without one, what stands behind the input follows';
      this.add(
        { severity: 'warning', where: `${where}, at ${path}`, expected, found: 'none' },
        `${part} ${path}`,
      );
    });
  }
}

function problemsOf(ncco: Ncco, finish: FlowRun['finish']): readonly NccoProblem[] {
  try {
    return checkNcco(finish(ncco));
  } catch (error) {
    if (error instanceof LeadsNowhereError) return error.problems;
    return [{ severity: 'error', path: '$', expected: 'an NCCO', found: firstLine(error) }];
  }
}

const firstLine = (error: unknown): string => describeError(error).split('\n', 1)[0] ?? '';

const nextAt = (ncco: Ncco, path: string): string =>
  String(ncco.find((_, index) => below(below('$', index), 'next') === path)?.['next']);

const inTime = (ncco: Promise<Ncco>, waitMs: number): Promise<{ readonly ncco: Ncco } | undefined> =>
  within(
    systemClock,
    waitMs,
    ncco.then((value) => ({ ncco: value })),
    undefined,
  );
