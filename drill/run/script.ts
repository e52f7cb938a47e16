import { saidIn } from '../../cli/call/said.ts';
import { CommandError } from '../../cli/kit/command-error.ts';
import type { CallerAnswer } from '../../simulator/simulator.ts';

/** What a caller does at each question, in their order; nothing at later ones. */
export interface Script {
  /** As it was typed. */
  readonly text: string;
  readonly answers: readonly CallerAnswer[];
  /** The caller hangs up at this question, 1 for the first; undefined: at none. */
  readonly hangsUpAt?: number;
}

/** So often is a caller asked in vain who has nothing more to do: then the caller hangs up. */
export const ASKED_IN_VAIN = 3;

/** Of callers of an application, which may ask without end. A call flow's own steps are counted, and end. */
export const hangingUp = (script: Script): Script => ({
  ...script,
  hangsUpAt: script.answers.length + ASKED_IN_VAIN,
});

/** What the caller does at a question, 1 for the first. */
export const answerAt = ({ answers, hangsUpAt = Infinity }: Script, question: number): CallerAnswer =>
  question >= hangsUpAt ? { hangsUp: true } : (answers[question - 1] ?? {});

const SAY = 'say:';
const EXPECTED = 'keys (1, 12#), words (say:sales, say:sales@0.6) or none, with commas between them';

/** Reads `9,say:support,none`. @throws CommandError: expected, found */
export const readScript = (text: string): Script => ({
  text,
  answers: text.split(',').map((entry) => answerIn(entry.trim())),
});

function answerIn(entry: string): CallerAnswer {
  if (entry === 'none') return {};
  if (/^[\d*#]+$/.test(entry)) return { keys: entry };
  const says = entry.startsWith(SAY) ? saidIn(entry.slice(SAY.length)) : undefined;
  if (says === undefined) throw new CommandError(`expected ${EXPECTED}; found "${entry}"`);
  return { says };
}
