import type { Scenario } from '../scenarios/scenario.ts';
import { about, count, duration } from './in-words.ts';
import type { ScenarioResult } from './result.ts';

/** The part of a terminal (or a file) that progress needs. */
export interface Terminal {
  readonly isTTY?: boolean;
  /** 0 where it does not say. */
  readonly columns?: number;
  write(text: string): unknown;
}

export type Shown = Pick<Scenario, 'breaks' | 'typicalSeconds'>;

export interface Progress {
  /** What goes on before the first scenario, e.g. synthesizing. */
  step(text: string): void;
  /** These will run, in this order; time is counted from here. */
  begin(scenarios: readonly Shown[]): void;
  /** What goes on in the scenario whose turn it is. */
  during(text: string): void;
  /** The scenario whose turn it is has ended; the next one's turn begins. */
  done(result: Pick<ScenarioResult, 'verdict' | 'heard' | 'calls' | 'silenceMs'>): void;
}

const CLEAR_LINE = '\r\u001b[2K';
const COLUMNS = 120;

/** On a terminal the line of the running scenario is rewritten; elsewhere a scenario is one line, once it is done. */
export function createProgress(terminal: Terminal, nowMs: () => number = () => performance.now()): Progress {
  const live = terminal.isTTY === true;
  let scenarios: readonly Shown[] = [];
  let ended = 0;
  let beganMs = nowMs();
  /** When the scenario whose turn it is began. */
  let turnMs = beganMs;

  const left = (): string => {
    const [done, running, others] = [
      scenarios.slice(0, ended),
      scenarios.slice(ended, ended + 1),
      scenarios.slice(ended + 1),
    ];
    const tookMs = turnMs - beganMs;
    const runningMs = timeLeftMs(done, tookMs, running) - (nowMs() - turnMs);
    return `about ${about(Math.max(0, runningMs) + timeLeftMs(done, tookMs, others))} left`;
  };
  const rewrite = (line: string): void => {
    // A line that the terminal breaks cannot be rewritten.
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

/** So much of the typical times is believed before the run shows its own speed. */
const PRIOR_MS = 3000;

/**
 * How long the scenarios that are left will take, ms: the typical times, at the speed of those that this run has behind it.
 * @param tookMs for all that are done together
 */
export function timeLeftMs(done: readonly Timed[], tookMs: number, left: readonly Timed[]): number {
  const typicallyTookMs = sumOf(done);
  const slowness = (tookMs + PRIOR_MS) / (typicallyTookMs + PRIOR_MS);
  return sumOf(left) * slowness;
}

const sumOf = (scenarios: readonly Timed[]): number =>
  scenarios.reduce((sum, { typicalSeconds }) => sum + typicalSeconds * 1000, 0);
