import { printable } from './printable.ts';

/** Rows as aligned columns, one line each, safe for a terminal. */
export function table(rows: readonly (readonly string[])[]): readonly string[] {
  const safe = rows.map((row) => row.map(printable));
  const widths = safe.reduce<number[]>(
    (known, row) => row.map((cell, column) => Math.max(known[column] ?? 0, cell.length)),
    [],
  );
  return safe.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

const WIDTH = 120;

/** A paragraph in lines of at most 120 characters. */
export function wrapped(text: string, indent = ''): string {
  const lines: string[] = [];
  let line = indent;
  for (const word of text.split(' ')) {
    const isFirst = line === indent;
    if (!isFirst && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = indent + word;
    } else line += isFirst ? word : ` ${word}`;
  }
  return [...lines, line].join('\n');
}
