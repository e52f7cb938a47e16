import { wrap } from '../../cli/kit/table.ts';

/** A measured time for people: `592 ms`, `1.01 s`. */
export const duration = (ms: number): string => (ms < 1000 ? `${ms} ms` : `${(ms / 1000).toFixed(2)} s`);

/** `1 scenario`, `2 scenarios`. */
export const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`;

/** Wraps cells that are wider than their column, between words, into further rows. */
export function wrapCells(
  rows: readonly (readonly string[])[],
  widths: readonly number[],
): readonly (readonly string[])[] {
  return rows.flatMap((row) => {
    const cells = row.map((text, column) => wrap(text, widths[column] ?? text.length));
    const height = Math.max(...cells.map(({ length }) => length));
    return Array.from({ length: height }, (_, line) => cells.map((lines) => lines[line] ?? ''));
  });
}
