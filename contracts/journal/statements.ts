import type { Fields } from '../call.ts';

/** One value of an event, as text: `['headers.attempt', '1']`. */
export type Statement = readonly [path: string, text: string];

/**
 * An event's content, in a fixed order and independent of its encoding: keys in any order, a number or its text, `null` or
 * nothing, and nested values as an object, as JSON text (which captures of Vonage's GET requests show), or as a query's
 * `name[key]` and `name.key`. Vonage adds `reason` and `original_request` for the fallback (fact sheet 3): these are left
 * out, unlike the `reason` of an error event.
 */
export function statementsOf(fields: Fields): readonly Statement[] {
  const all = Object.entries(fields).flatMap(([name, value]) =>
    statementsAt(pathOf(name), unwrap(name, value)),
  );
  const isAdded = ([path]: Statement): boolean => /^original_request(?:\.|$)/.test(path);
  const own = all.some(isAdded)
    ? all.filter((statement) => !isAdded(statement) && statement[0] !== 'reason')
    : all;
  return own
    .map((statement) => ({ statement, text: JSON.stringify(statement) }))
    .sort((left, right) => (left.text < right.text ? -1 : 1))
    .map(({ statement }) => statement);
}

function statementsAt(path: string, value: unknown): Statement[] {
  if (value === null || value === undefined || value === '') return [];
  if (typeof value !== 'object') return [[path, String(value as string | number | boolean)]];
  return Object.entries(value).flatMap(([key, inner]) => statementsAt(`${path}.${pathOf(key)}`, inner));
}

/** `a[b][c]` → `a.b.c` */
const pathOf = (name: string): string => name.replace(/\[([^[\]]*)\]/g, '.$1');

/** JSON text of an object or a list, as that object or list. */
function unwrap(name: string, value: unknown): unknown {
  if (typeof value !== 'string' || !/^[[{]/.test(value) || pathOf(name).includes('.')) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
