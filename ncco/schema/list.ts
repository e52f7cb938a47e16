import { below } from '../json-path.ts';
import { satisfies, type Rule } from './rule.ts';
import { httpUrl } from './values.ts';

/** An array of `min` to `max` items, each of which follows `item`. */
export function listOf(expected: string, item: Rule, { min, max }: { min: number; max: number }): Rule {
  const length = satisfies(
    expected,
    (value) => Array.isArray(value) && value.length >= min && value.length <= max,
  );
  return (value, path, report) => {
    length(value, path, report);
    if (!Array.isArray(value)) return;
    value.slice(0, max).forEach((each, index) => {
      item(each, below(path, index), report);
    });
  };
}

/** The way every action writes a URL of its own: SDK validators and the docs want exactly one. */
export const oneUrl: Rule = listOf('an array of exactly one URL', httpUrl, { min: 1, max: 1 });

/** Leg ids. Their shape is not promised (dashed or 32 hex). */
export const legIds: Rule = listOf(
  'an array of leg ids',
  satisfies('a leg id', (value) => typeof value === 'string' && value !== ''),
  { min: 0, max: Infinity },
);
