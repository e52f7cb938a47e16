import { printable } from './printable.ts';

type Rows = readonly (readonly string[])[];

/** Rows as aligned columns, one line each, safe for a terminal. */
export function table(rows: Rows, isRight: (column: number) => boolean = () => false): readonly string[] {
  const safe = rows.map((row) => row.map(printable));
  const widths = (safe[0] ?? []).map((_, column) => Math.max(...safe.map((row) => row[column]?.length ?? 0)));
  return safe.map((row) =>
    row
      .map((cell, column) => cell[isRight(column) ? 'padStart' : 'padEnd'](widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

/** The same as a Markdown table, one line each; the first row is its head. */
export function markdownTable(
  [head = [], ...rows]: Rows,
  isRight: (column: number) => boolean = () => false,
): readonly string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const rule = `|${head.map((_, column) => (isRight(column) ? '---:' : '---')).join('|')}|`;
  return [line(head), rule, ...rows.map(line)];
}

/** Lines of at most so many characters, broken between words. */
export function wrap(text: string, width: number): readonly string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? '';
    const longer = line === '' ? word : `${line} ${word}`;
    if (line === '' || longer.length <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

const WIDTH = 120;

/** A paragraph in lines of at most 120 characters. */
export const wrapped = (text: string, indent = ''): string =>
  wrap(text, WIDTH - indent.length)
    .map((line) => indent + line)
    .join('\n');
