import { describe, type Report } from '../problem.ts';

/**
 * Reports what is wrong with one value, if anything. `value` is plain JSON, or `undefined` where
 * a required option is missing; `path` is its JSON path.
 */
export type Rule = (value: unknown, path: string, report: Report) => void;

/**
 * A value that `accepts` takes is right; one that only `tolerates` takes is unproven (a warning);
 * any other is wrong.
 */
export const satisfies =
  (
    expected: string,
    accepts: (value: unknown) => boolean,
    tolerates: (value: unknown) => boolean = () => false,
  ): Rule =>
  (value, path, report) => {
    if (accepts(value)) return;
    report(tolerates(value) ? 'warning' : 'error', path, expected, describe(value));
  };

/** The option still works, but a newer one replaces it. */
export const deprecated =
  (instead: string, rule: Rule): Rule =>
  (value, path, report) => {
    report('warning', path, `${instead} (this option is deprecated)`, describe(value));
    rule(value, path, report);
  };

/** It is unknown whether Vonage accepts the option, so its value cannot be checked. */
export const unproven =
  (expected: string): Rule =>
  (value, path, report) => {
    report('warning', path, expected, describe(value));
  };

/** Names the option only: its value is judged elsewhere. */
export const judgedElsewhere: Rule = () => undefined;
