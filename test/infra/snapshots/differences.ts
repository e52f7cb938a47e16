/**
 * Where two JSON values differ: path → the value of the second, with the arrays and objects in it whole where the first has none.
 * What only the first has is `undefined`.
 */
export function differences(first: unknown, second: unknown, path = '$'): Readonly<Record<string, unknown>> {
  if (!isBranch(first) || !isBranch(second) || Array.isArray(first) !== Array.isArray(second))
    return Object.is(first, second) ? {} : { [path]: second };
  const keys = new Set([...Object.keys(first), ...Object.keys(second)]);
  return Object.fromEntries(
    [...keys].flatMap((key) => Object.entries(differences(first[key], second[key], `${path}.${key}`))),
  );
}

const isBranch = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
