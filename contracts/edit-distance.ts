/**
 * Insertions, deletions and replacements of characters that lead from one text to the other.
 * @param swapCost of two neighbours in the wrong order: 1 as one slip of the fingers, 2 as two replacements (Levenshtein)
 */
export function editDistance(from: string, to: string, swapCost: 1 | 2): number {
  const [source, target] = [[...from], [...to]];
  const rows: number[][] = [Array.from({ length: target.length + 1 }, (_, column) => column)];
  const at = (row: number, column: number): number => rows[row]?.[column] ?? 0;
  for (let row = 1; row <= source.length; row++) {
    rows[row] = [row];
    for (let column = 1; column <= target.length; column++) {
      const isSame = source[row - 1] === target[column - 1];
      const isSwapped = source[row - 1] === target[column - 2] && source[row - 2] === target[column - 1];
      (rows[row] ?? [])[column] = Math.min(
        at(row - 1, column) + 1,
        at(row, column - 1) + 1,
        at(row - 1, column - 1) + (isSame ? 0 : 1),
        row > 1 && column > 1 && isSwapped ? at(row - 2, column - 2) + swapCost : Infinity,
      );
    }
  }
  return at(source.length, target.length);
}
