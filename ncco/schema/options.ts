import { below, describe, quote, type Report } from '../problem.ts';
import type { Rule } from './rule.ts';

export type Rules = Readonly<Record<string, Rule>>;
export type Json = Readonly<Record<string, unknown>>;

/** A rule on several options of one object; runs only on objects. */
export type CrossRule = (object: Json, path: string, report: Report) => void;

export interface OptionTable {
  /** For people, e.g. `a talk action`. */
  readonly name: string;
  readonly required?: Rules;
  readonly optional?: Rules;
  readonly together?: readonly CrossRule[];
}

/** An object with these options. An unknown one is a warning, because it is unknown whether Vonage ignores it. */
export function options({ name, required = {}, optional = {}, together = [] }: OptionTable): Rule {
  const rules = new Map(Object.entries({ ...required, ...optional }));
  return (value, path, report) => {
    if (!isObject(value)) {
      report('error', path, name, describe(value));
      return;
    }
    for (const [key, rule] of Object.entries(required)) {
      if (!has(value, key)) rule(undefined, below(path, key), report);
    }
    for (const key of Object.keys(value)) {
      const rule = rules.get(key);
      if (rule) rule(value[key], below(path, key), report);
      else
        report(
          'warning',
          below(path, key),
          knownOption(name, key, rules),
          `the unknown option ${quote(key)}`,
        );
    }
    for (const rule of together) rule(value, path, report);
  };
}

export const has = (object: Json, key: string): boolean => Object.hasOwn(object, key);

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function knownOption(name: string, key: string, rules: ReadonlyMap<string, Rule>): string {
  const meant = [...rules.keys()].find((known) => letters(known) === letters(key));
  return meant === undefined
    ? `an option of ${name}`
    : `an option of ${name} (did you mean ${quote(meant)}?)`;
}

/** Typos seen in the wild are in case, `-` and `_`: `contentType`, `timeout` for `timeOut`, `eventURL`. */
const letters = (key: string): string => key.replace(/[-_]/g, '').toLowerCase();
