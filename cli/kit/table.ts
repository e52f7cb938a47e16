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
