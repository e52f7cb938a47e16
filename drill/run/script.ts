import { saidIn } from '../../cli/call/said.ts';
import { CommandError } from '../../cli/kit/command-error.ts';
import type { CallerAnswer } from '../../simulator/simulator.ts';

/** What a caller does at each question, in their order; nothing at later ones. */
export interface Script {
  /** As it was typed. */
  readonly text: string;
  readonly answers: readonly CallerAnswer[];
}

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
