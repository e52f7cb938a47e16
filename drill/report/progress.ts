import type { Terminal } from '../../cli/kit/io.ts';
import { timeLeft } from '../../cli/kit/progress.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import { count, duration } from './in-words.ts';
import type { ScenarioResult } from './result.ts';

export type Shown = Pick<Scenario, 'breaks' | 'typicalSeconds'>;

/** What runs before the first scenario, and how long it typically takes. */
export interface Step {
  readonly text: string;
  readonly typicalSeconds: number;
}

export interface Progress {
  /** Ends the step before, where there is one, and shows the next one. */
  step(): void;
  /** Ends the last step, and sets the scenarios that run, in order. */
  begin(scenarios: readonly Shown[]): void;
  /** Shows a step of the running scenario. */
  during(text: string): void;
  /** The running scenario is left out after all; the next one begins. */
  leftOut(): void;
  /** Ends the running scenario; the next one begins. */
  done(result: Pick<ScenarioResult, 'verdict' | 'heard' | 'calls' | 'silenceMs'>): void;
}

const CLEAR_LINE = '\r\u001b[2K';
const COLUMNS = 120;

/**
 * A terminal shows the running step or scenario in one line that is rewritten; any other output gets a line per step, and one
 * per ended scenario.
 * @param chosen those that will run, as far as it is known before the first step
 */
export function createProgress(
  terminal: Terminal,
  steps: readonly Step[],
  chosen: readonly Shown[],
  nowMs: () => number = () => performance.now(),
): Progress {
  const live = terminal.isTTY === true;
  let scenarios = chosen;
  let ended = 0;
  /** Steps that have begun. */
  let begun = 0;
  const beganMs = nowMs();
  /** When the running step or scenario began. */
  let turnMs = beganMs;

  const left = (stepsDone: number): string => {
    const turns: readonly Timed[] = [...steps, ...scenarios];
    const at = stepsDone + ended;
    const [done, running, others] = [turns.slice(0, at), turns.slice(at, at + 1), turns.slice(at + 1)];
    const tookMs = turnMs - beganMs;
    const runningMs = timeLeftMs(done, tookMs, running) - (nowMs() - turnMs);
    return timeLeft(Math.max(0, runningMs) + timeLeftMs(done, tookMs, others));
  };
  const rewrite = (line: string): void => {
    // A line that wraps cannot be rewritten.
    terminal.write(CLEAR_LINE + line.slice(0, (terminal.columns || COLUMNS) - 1));
  };

  return {
    step: () => {
      const { text = '' } = steps[begun] ?? {};
      turnMs = nowMs();
      const line = `${text} (${left(begun)})`;
      begun += 1;
      if (live) rewrite(line);
      else terminal.write(`${line}\n`);
    },
    begin: (running) => {
      scenarios = running;
      turnMs = nowMs();
      if (live) return;
      terminal.write(`${count(running.length, 'scenario')}, ${left(steps.length)}\n`);
    },
    during: (text) => {
      const running = scenarios[ended];
      if (!live || running === undefined) return;
      rewrite(`${ended + 1}/${scenarios.length}  ${left(steps.length)}  ${running.breaks}: ${text}`);
    },
    leftOut: () => {
      ended += 1;
      turnMs = nowMs();
    },
    done: ({ verdict, heard, calls, silenceMs }) => {
      const place = `${ended + 1}/${scenarios.length}`;
      const breaks = scenarios[ended]?.breaks ?? '';
      ended += 1;
      turnMs = nowMs();
      const what = `${breaks}: ${heard}/${calls} heard, longest silence ${duration(silenceMs.max)}`;
      const more = live || ended === scenarios.length ? '' : `; ${left(steps.length)}`;
      terminal.write(`${live ? CLEAR_LINE : ''}${place.padStart(5)}  ${verdict.padEnd(7)}  ${what}${more}\n`);
    },
  };
}

type Timed = Pick<Scenario, 'typicalSeconds'>;

/** Weight of the typical times while the run has measured little itself. */
const PRIOR_MS = 3000;

/**
 * How long the remaining steps and scenarios will take, ms: their typical times, scaled by the speed of this run so far.
 * @param tookMs of all that are done
 */
export function timeLeftMs(done: readonly Timed[], tookMs: number, left: readonly Timed[]): number {
  const typicallyTookMs = sumOf(done);
  const slowness = (tookMs + PRIOR_MS) / (typicallyTookMs + PRIOR_MS);
  return sumOf(left) * slowness;
}

const sumOf = (timed: readonly Timed[]): number =>
  timed.reduce((sum, { typicalSeconds }) => sum + typicalSeconds * 1000, 0);
