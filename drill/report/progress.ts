import type { ScenarioResult } from './result.ts';

/** The part of a terminal (or a file) that progress needs. */
export interface Terminal {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

export interface Progress {
  /** One line of what goes on, e.g. while synthesizing. */
  step(text: string): void;
  calls(scenario: string, ended: number, of: number): void;
  done(result: ScenarioResult): void;
}

const CLEAR_LINE = '\r\u001b[2K';

/** On a terminal the running scenario's line is rewritten; elsewhere a line is written when it is done. */
export function createProgress(terminal: Terminal): Progress {
  const live = terminal.isTTY === true;
  return {
    step: (text) => {
      terminal.write(live ? `${CLEAR_LINE}${text}` : `${text}\n`);
    },
    calls: (scenario, ended, of) => {
      if (live) terminal.write(`${CLEAR_LINE}${scenario}: ${ended} of ${of} calls`);
    },
    done: ({ name, verdict, heard, calls, silenceMs }) => {
      const line = `${verdict.padEnd(7)} ${name}: ${heard} of ${calls} heard, longest silence ${silenceMs.max} ms`;
      terminal.write(live ? `${CLEAR_LINE}${line}\n` : `${line}\n`);
    },
  };
}
