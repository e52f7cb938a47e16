import type { RecordOf } from '../../../contracts/call-history/records.ts';
import type { Tier } from '../../../contracts/call-history/served-by.ts';
import type { CallerAnswer, LegBehavior } from '../../../simulator/simulator.ts';
import { nearest } from '../../../contracts/nearest.ts';
import { CommandError } from '../../kit/command-error.ts';
import { parseCaller } from '../../kit/flag-values.ts';
import { readPartFault, readPartName, readPerson } from '../parts.ts';
import type { PartFault } from '../parts.ts';
import { readSaid } from '../said.ts';

/** What a step of a script says, without its place. */
export type Step =
  | { readonly kind: 'hear'; readonly matches: (heard: string) => boolean }
  | { readonly kind: 'press' | 'say'; readonly answer: CallerAnswer }
  /** A number in E.164 digits, a SIP URI, or `bot`. */
  | { readonly kind: 'ring' | 'talk to'; readonly to: string }
  | { readonly kind: 'record'; readonly message: string }
  | { readonly kind: 'served by'; readonly tier: Tier }
  | { readonly kind: 'within'; readonly limitMs: number }
  | { readonly kind: 'ended by'; readonly by: RecordOf<'call-ended'>['by'] }
  | { readonly kind: 'hang up' }
  | { readonly kind: 'break'; readonly fault: PartFault }
  /** undefined: all that the script has broken. */
  | { readonly kind: 'restore'; readonly part: string | undefined }
  | { readonly kind: 'person'; readonly behavior: LegBehavior }
  | { readonly kind: 'from' | 'to'; readonly number: string };

/** Hold before the call where they stand first. */
export const OPENING: readonly Step['kind'][] = ['from', 'to', 'break', 'restore', 'person', 'within'];

const TIERS = ['primary', 'secondary', 'static'] as const;
const ENDERS = { flow: 'ncco-ended', bot: 'bot', caller: 'caller', vonage: 'platform' } as const;

/** By the word before the colon; each reads what stands behind it. */
const WITH_VALUE: Readonly<Record<string, (text: string) => Step>> = {
  hear: (text) => ({ kind: 'hear', matches: readWanted(text) }),
  press: (text) => ({ kind: 'press', answer: { keys: readKeys(text) } }),
  say: (text) => ({ kind: 'say', answer: { says: readSaid(text) } }),
  ring: (text) => ({ kind: 'ring', to: parseCaller(text) }),
  'talk to': (text) => ({ kind: 'talk to', to: parseCaller(text) }),
  record: (message) => ({ kind: 'record', message }),
  'served by': (text) => ({ kind: 'served by', tier: oneOf(TIERS, text) }),
  within: (text) => ({ kind: 'within', limitMs: readTime(text) }),
  'ended by': (text) => ({
    kind: 'ended by',
    by: ENDERS[oneOf(Object.keys(ENDERS) as (keyof typeof ENDERS)[], text)],
  }),
  break: (text) => ({ kind: 'break', fault: readPartFault(text) }),
  restore: (part) => ({ kind: 'restore', part: readPartName(part) }),
  person: (text) => ({ kind: 'person', behavior: readPerson(text) }),
  from: (text) => ({ kind: 'from', number: parseCaller(text) }),
  to: (text) => ({ kind: 'to', number: parseCaller(text) }),
};

const ALONE: Readonly<Record<string, Step>> = {
  'hang up': { kind: 'hang up' },
  'say nothing': { kind: 'say', answer: {} },
  restore: { kind: 'restore', part: undefined },
};

/** @param text undefined: the step is a word alone. @throws CommandError: expected, found */
export function readStep(word: string, text: string | undefined): Step {
  const alone = Object.hasOwn(ALONE, word) ? ALONE[word] : undefined;
  const read = Object.hasOwn(WITH_VALUE, word) ? WITH_VALUE[word] : undefined;
  if (text === undefined && alone !== undefined) return alone;
  if (read === undefined) {
    if (alone !== undefined)
      throw new CommandError(`expected "- ${word}" alone, found "${word}: ${String(text)}".`);
    const words = [...Object.keys(WITH_VALUE), ...Object.keys(ALONE)];
    const close = nearest(word, words);
    throw new CommandError(
      `expected a step (${[...new Set(words)].join(', ')}), found "${word}".${close === undefined ? '' : ` Did you mean ${close}?`}`,
    );
  }
  if (text === undefined || text === '')
    throw new CommandError(
      `expected a value after "${word}:", found none.${word === 'press' ? " '#' and '*' stand in quotes." : ''}`,
    );
  try {
    return read(text);
  } catch (error) {
    throw error instanceof CommandError ? new CommandError(`${word}: ${error.message}`) : error;
  }
}

/** A part of a text, whatever blanks are in it, or a regular expression between slashes. */
function readWanted(text: string): (heard: string) => boolean {
  const [, pattern, flags = ''] = /^\/(.+)\/([a-z]*)$/s.exec(text) ?? [];
  if (pattern === undefined) return (heard) => blanksAsOne(heard).includes(blanksAsOne(text));
  try {
    // With g or y, a second look would begin where the first one ended.
    const wanted = new RegExp(pattern, flags.replaceAll(/[gy]/g, ''));
    return (heard) => wanted.test(heard);
  } catch (error) {
    throw new CommandError(`expected a regular expression, found ${text} (${(error as Error).message}).`);
  }
}

const blanksAsOne = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

function readKeys(text: string): string {
  if (/^[\d*#]+$/.test(text)) return text;
  throw new CommandError(`expected keys (0 to 9, *, #), found "${text}".`);
}

/** @throws CommandError */
export function readTime(text: string): number {
  const [, number, unit] = /^(\d+(?:\.\d+)?)\s*(ms|s)$/.exec(text) ?? [];
  if (number !== undefined) return Number(number) * (unit === 's' ? 1000 : 1);
  throw new CommandError(`expected a time with its unit (500 ms, 2 s), found "${text}".`);
}

function oneOf<const T extends string>(words: readonly T[], text: string): T {
  const found = words.find((word) => word === text);
  if (found !== undefined) return found;
  const close = nearest(text, words);
  throw new CommandError(
    `expected ${words.join(', ')}; found "${text}".${close === undefined ? '' : ` Did you mean ${close}?`}`,
  );
}
