import { parseCidr } from '../../contracts/ip-ranges/cidr.ts';
import type { Cidr } from '../../contracts/ip-ranges/cidr.ts';
import { unfitRange } from '../../contracts/ip-ranges/unfit-range.ts';
import { CommandError } from '../kit/command-error.ts';
import { printable } from '../kit/printable.ts';
import type { ListText } from './read-list.ts';

const PROBLEMS_SHOWN = 5;
const FOUND_SHOWN = 80;

/**
 * The ranges of a list, each once. A single address is a range of one. One wrong range makes the whole list doubtful.
 * @throws CommandError
 */
export function parseList({ text, name }: ListText): readonly Cidr[] {
  const read = entriesOf(text);
  if ('found' in read) throw refused(name, [`expected a list of ranges, found ${read.found}`]);
  const { entries } = read;
  if (entries.length === 0) throw refused(name, ['expected at least one range, found an empty list']);
  const problems: string[] = [];
  const ranges = new Map<string, Cidr>();
  for (const entry of entries) {
    const parsed = parseCidr(withPrefix(entry));
    const expected = parsed.ok ? unfitRange(parsed.cidr) : parsed.expected;
    if (expected !== undefined)
      problems.push(`expected ${expected}, found ${JSON.stringify(entry.slice(0, FOUND_SHOWN))}`);
    else if (parsed.ok) ranges.set(parsed.cidr.text, parsed.cidr);
  }
  if (problems.length > 0) throw refused(name, problems);
  return [...ranges.values()];
}

type Entries = { readonly entries: readonly string[] } | { readonly found: string };

function entriesOf(text: string): Entries {
  const start = text.trimStart()[0];
  if (start === '<') return { found: 'a page of HTML or XML' };
  return start === '[' || start === '{' ? jsonEntries(text) : { entries: lines(text) };
}

const lines = (text: string): readonly string[] =>
  text
    .split(/\r?\n/)
    .map((line) => line.replace(/#.*/, '').trim())
    .filter(Boolean);

function jsonEntries(text: string): Entries {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { found: `JSON that cannot be read (${String(error)})` };
  }
  if (Array.isArray(value)) return listed(value);
  const lists = Object.values(value as object).filter(Array.isArray);
  // Which one is meant is not for us to guess.
  return lists.length === 1 ? listed(lists[0] ?? []) : { found: `an object with ${lists.length} lists` };
}

/** Texts, or objects with a `cidr` as in our own file. */
function listed(list: readonly unknown[]): Entries {
  const texts = list.map((entry) => (entry as { cidr?: unknown } | null)?.cidr ?? entry);
  const other = texts.find((entry) => typeof entry !== 'string');
  return other === undefined
    ? { entries: texts as readonly string[] }
    : { found: `${String(JSON.stringify(other)).slice(0, FOUND_SHOWN)} in it` };
}

const withPrefix = (entry: string): string =>
  entry.includes('/') ? entry : `${entry}/${entry.includes(':') ? '128' : '32'}`;

function refused(name: string, problems: readonly string[]): CommandError {
  const more = problems.length - PROBLEMS_SHOWN;
  const shown = problems.slice(0, PROBLEMS_SHOWN).map((problem) => `  ${printable(problem)}`);
  return new CommandError(
    [
      `${printable(name)}: expected a valid list, found these problems; nothing was changed:`,
      ...shown,
      ...(more > 0 ? [`  and ${more} more`] : []),
      "Compare the list with Vonage's support pages.",
    ].join('\n'),
  );
}
