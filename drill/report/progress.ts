import { timeLeft } from '../../cli/kit/progress.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import { count, duration } from './in-words.ts';
import type { ScenarioResult } from './result.ts';

/** The part of a terminal (or a file) that progress needs. */
export interface Terminal {
  readonly isTTY?: boolean;
  /** 0 if unknown. */
  readonly columns?: number;
  write(text: string): unknown;
}

export type Shown = Pick<Scenario, 'breaks' | 'typicalSeconds'>;

export interface Progress {
  /** Shows a step before the first scenario, e.g. synthesizing. */
  step(text: string): void;
  /** Sets the scenarios, in order, and starts the clock. */
  begin(scenarios: readonly Shown[]): void;
  /** Shows a step of the running scenario. */
  during(text: string): void;
  /** Ends the running scenario; the next one begins. */
  done(result: Pick<ScenarioResult, 'verdict' | 'heard' | 'calls' | 'silenceMs'>): void;
}

const CLEAR_LINE = '\r\u001b[2K';
const COLUMNS = 120;

/** A terminal shows the running scenario in one line that is rewritten; any other output gets a line per ended scenario. */
export function createProgress(terminal: Terminal, nowMs: () => number = () => performance.now()): Progress {
  const live = terminal.isTTY === true;
  let scenarios: readonly Shown[] = [];
  let ended = 0;
  let beganMs = nowMs();
  /** When the running scenario began. */
  let turnMs = beganMs;

  const left = (): string => {
    const [done, running, others] = [
      scenarios.slice(0, ended),
      scenarios.slice(ended, ended + 1),
      scenarios.slice(ended + 1),
    ];
    const tookMs = turnMs - beganMs;
    const runningMs = timeLeftMs(done, tookMs, running) - (nowMs() - turnMs);
    return timeLeft(Math.max(0, runningMs) + timeLeftMs(done, tookMs, others));
  };
  const rewrite = (line: string): void => {
    // A line that wraps cannot be rewritten.
    terminal.write(CLEAR_LINE + line.slice(0, (terminal.columns || COLUMNS) - 1));
  };

  return {
    step: (text) => {
      if (live) rewrite(text);
      else terminal.write(`${text}\n`);
    },
    begin: (chosen) => {
      scenarios = chosen;
      ended = 0;
      beganMs = turnMs = nowMs();
      if (live) return;
      terminal.write(`${count(chosen.length, 'scenario')}, ${left()}\n`);
    },
    during: (text) => {
      const running = scenarios[ended];
      if (!live || running === undefined) return;
      rewrite(`${ended + 1}/${scenarios.length}  ${left()}  ${running.breaks}: ${text}`);
    },
    done: ({ verdict, heard, calls, silenceMs }) => {
      const place = `${ended + 1}/${scenarios.length}`;
      const breaks = scenarios[ended]?.breaks ?? '';
      ended += 1;
      turnMs = nowMs();
      const what = `${breaks}: ${heard}/${calls} heard, longest silence ${duration(silenceMs.max)}`;
      const more = live || ended === scenarios.length ? '' : `; ${left()}`;
      terminal.write(`${live ? CLEAR_LINE : ''}${place.padStart(5)}  ${verdict.padEnd(7)}  ${what}${more}\n`);
    },
  };
}

type Timed = Pick<Scenario, 'typicalSeconds'>;

/** Weight of the typical times while the run has measured little itself. */
const PRIOR_MS = 3000;

/**
 * How long the remaining scenarios will take, ms: their typical times, scaled by the speed of this run so far.
 * @param tookMs of all scenarios that are done
 */
export function timeLeftMs(done: readonly Timed[], tookMs: number, left: readonly Timed[]): number {
  const typicallyTookMs = sumOf(done);
  const slowness = (tookMs + PRIOR_MS) / (typicallyTookMs + PRIOR_MS);
  return sumOf(left) * slowness;
}

const sumOf = (scenarios: readonly Timed[]): number =>
  scenarios.reduce((sum, { typicalSeconds }) => sum + typicalSeconds * 1000, 0);
