import type { CallerAnswer, LegBehavior } from '../../../simulator/simulator.ts';
import { nearest } from '../../../contracts/nearest.ts';
import { CommandError } from '../../kit/command-error.ts';
import { readPartFault, readPartName, readPerson } from '../parts.ts';
import type { PartFault } from '../parts.ts';
import { readSaid } from '../said.ts';
import { readTime } from '../script/steps.ts';

/** What was typed in one line. */
export type Typed =
  | {
      readonly kind: 'answer';
      readonly answer: CallerAnswer;
      /** What was said: a message, where one is recorded. */ readonly words?: string;
    }
  | { readonly kind: 'hang up' }
  | { readonly kind: 'help' }
  | { readonly kind: 'break'; readonly fault: PartFault }
  | { readonly kind: 'restore'; readonly part: string | undefined }
  | { readonly kind: 'within'; readonly limitMs: number }
  | { readonly kind: 'person'; readonly behavior: LegBehavior };

export const HELP = `  1  2#               presses these keys
  "support please"    says this; "support"@0.6 is understood with that confidence
  Enter               stays silent until the question is over
  h                   hangs up
  break primary       breaks a part (npm run break lists them; also bot, primary-bot, secondary-bot)
  break primary --how hangs
  restore [PART]      restores it, or all that this phone has broken
  person busy         how people behave who are rung: answers, busy, no-answer, hangs-up
  within 2 s          no silence from here on may be longer; the summary says whether that held
  ?                   this`;

const WORDS = ['break', 'restore', 'person', 'within', 'h', '?'];

/** Reads a line. @throws CommandError: expected, found */
export function readTyped(line: string): Typed {
  const text = line.trim();
  if (text === '') return { kind: 'answer', answer: {} };
  if (/^[\d*#]+$/.test(text)) return { kind: 'answer', answer: { keys: text } };
  const [, quoted, confidence = ''] = /^["“”]([^"“”]+)["“”]?(@\S*)?$/.exec(text) ?? [];
  if (quoted !== undefined)
    return { kind: 'answer', answer: { says: readSaid(quoted + confidence) }, words: quoted };
  const [word = '', ...others] = text.split(/\s+/);
  const rest = others.join(' ');
  switch (word) {
    case 'h':
      return { kind: 'hang up' };
    case '?':
      return { kind: 'help' };
    case 'break':
      return { kind: 'break', fault: readPartFault(rest) };
    case 'restore':
      return { kind: 'restore', part: rest === '' ? undefined : readPartName(rest) };
    case 'within':
      return { kind: 'within', limitMs: readTime(rest) };
    case 'person':
      return { kind: 'person', behavior: readPerson(rest) };
  }
  const close = nearest(word, WORDS);
  throw new CommandError(
    `expected keys (1, 2#), words in quotes ("support please"), ${WORDS.join(', ')}; found "${text}".${close === undefined ? '' : ` Did you mean ${close}?`}`,
  );
}
