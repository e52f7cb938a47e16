import { readFileSync } from 'node:fs';
import type { NccoProblem } from '../../ncco/problem.ts';

export type JsonFile = { readonly value: unknown } | { readonly problem: NccoProblem };

/** Reads a JSON file. A problem's path is the line, where there is one. */
export function readJson(file: string): JsonFile {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    return {
      problem: { severity: 'error', path: '$', expected: 'a readable file', found: unreadable(error) },
    };
  }
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    const path = `line ${brokenLine(text)}`;
    return { problem: { severity: 'error', path, expected: 'valid JSON', found: oneLine(message(error)) } };
  }
}

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
