import { isObject, isSame } from './lossless-json.ts';
import type { Json } from './lossless-json.ts';

export interface Difference {
  /** Keys from the outside in. */
  readonly path: readonly string[];
  /** Undefined: not there. */
  readonly before: Json | undefined;
  readonly after: Json | undefined;
}

/** Every value that is not the same, value by value; an array is one value. */
export function differences(
  before: Json | undefined,
  after: Json | undefined,
  path: readonly string[] = [],
): readonly Difference[] {
  if (before === undefined && after === undefined) return [];
  if (before !== undefined && after !== undefined && isSame(before, after)) return [];
  const keys = [before, after].flatMap((value) => (isObject(value) ? Object.keys(value) : []));
  const canDescend = [before, after].every((value) => value === undefined || isObject(value));
  if (!canDescend || keys.length === 0) return [{ path, before, after }];
  return [...new Set(keys)].flatMap((key) => differences(at(before, key), at(after, key), [...path, key]));
}

const at = (value: Json | undefined, key: string): Json | undefined =>
  isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;

/** How many single values it holds; an array is one value, an empty object too. */
export const countValues = (value: Json): number => {
  if (!isObject(value)) return 1;
  const members = Object.values(value);
  return members.length === 0 ? 1 : members.reduce<number>((sum, member) => sum + countValues(member), 0);
};
