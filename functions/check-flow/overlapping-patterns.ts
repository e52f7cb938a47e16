/** Whether some text matches both patterns: `*` is any number of characters, `?` is one. */
export function touches(one: string, other: string): boolean {
  const known = new Map<number, boolean>();
  const from = (i: number, j: number): boolean => {
    const key = i * (other.length + 1) + j;
    const before = known.get(key);
    if (before !== undefined) return before;
    const [a, b] = [one[i], other[j]];
    const found =
      a === '*' || b === '*'
        ? // A star ends here, or takes one more of the other pattern.
          (a === '*' && from(i + 1, j)) ||
          (b === '*' && from(i, j + 1)) ||
          (a === '*' && b !== undefined && from(i, j + 1)) ||
          (b === '*' && a !== undefined && from(i + 1, j))
        : a === undefined || b === undefined
          ? a === b
          : (a === b || a === '?' || b === '?') && from(i + 1, j + 1);
    known.set(key, found);
    return found;
  };
  return from(0, 0);
}
