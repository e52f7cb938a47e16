import { readFileSync } from 'node:fs';
import { MOST_NESTING, nestingOf } from '../../contracts/json-nesting.ts';
import { utf8Text } from '../../contracts/utf8-text.ts';
import type { NccoProblem } from '../../ncco/problem.ts';

export type JsonFile = { readonly value: unknown } | { readonly problem: NccoProblem };

/** Reads a JSON file. A problem's path is the line, where there is one. */
export function readJson(file: string): JsonFile {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    return refuse('$', 'a readable file', unreadable(error));
  }
  const read = utf8Text(bytes);
  if ('found' in read) return refuse('$', 'JSON in UTF-8 without a byte order mark', read.found);
  const { text } = read;
  const nesting = nestingOf(text);
  if (nesting > MOST_NESTING)
    return refuse('$', `at most ${MOST_NESTING} levels of arrays and objects`, `${nesting} levels`);
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return refuse(`line ${brokenLine(text)}`, 'valid JSON', oneLine(message(error)));
  }
}

const refuse = (path: string, expected: string, found: string): JsonFile => ({
  problem: { severity: 'error', path, expected, found },
});

/** Not every message of JSON.parse has a position. The broken line is the first one that no further text can complete. */
function brokenLine(text: string): number {
  const lines = text.trimEnd().split('\n');
  const first = lines.findIndex((_, index) => !canContinue(`${lines.slice(0, index + 1).join('\n')}\n`));
  return first === -1 ? lines.length : first + 1;
}

function canContinue(beginning: string): boolean {
  try {
    JSON.parse(beginning);
    return true;
  } catch (error) {
    const position = /at position (\d+)/.exec(message(error))?.[1];
    return message(error).includes('end of JSON input') || Number(position) === beginning.length;
  }
}

const message = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Node appends the whole path, which is printed anyway. */
const unreadable = (error: unknown): string => message(error).replace(/, \w+( '.*')?$/s, '');

const oneLine = (text: string): string => text.replace(/\s+/g, ' ');
