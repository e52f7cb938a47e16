import { below, describe, type NccoProblem, type Report } from './problem.ts';
import { action } from './schema/action.ts';
import { sequence } from './schema/sequence.ts';

export type { NccoProblem } from './problem.ts';

/** Limit per severity, so that a huge invalid NCCO does not cause a huge report. */
const MOST_PROBLEMS = 100;

/**
 * The problems of an NCCO, by Vonage's NCCO reference. Takes any value and never throws.
 * It checks the JSON that would be sent, in which an option that is `undefined` is absent.
 */
export function checkNcco(value: unknown): NccoProblem[] {
  try {
    return judge(asSent(value));
  } catch (error) {
    // Circular, a getter or toJSON that throws, a BigInt, too deep for the stack.
    return [
      { severity: 'error', path: '$', expected: 'a value that can be sent as JSON', found: reason(error) },
    ];
  }
}

export const errorsOf = (problems: readonly NccoProblem[]): NccoProblem[] =>
  problems.filter(({ severity }) => severity === 'error');

/**
 * Checks an NCCO that is to be served. Here `[]` is an error too: Vonage accepts it and ends the call. All parts that serve
 * or check NCCOs share this verdict: the handlers, the static NCCOs at synth, `npm run ncco -- check` and `link verify`.
 */
export const checkServable = (value: unknown): NccoProblem[] =>
  checkNcco(value).map((problem) =>
    // Only the NCCO as a whole has the path `$`: not an array, not JSON, or empty.
    problem.path === '$' ? { ...problem, severity: 'error' } : problem,
  );

/** Whether a value is a valid NCCO that is not empty. */
export const isServable = (value: unknown): boolean => errorsOf(checkServable(value)).length === 0;

function judge(ncco: unknown): NccoProblem[] {
  const problems: NccoProblem[] = [];
  const left = { error: MOST_PROBLEMS, warning: MOST_PROBLEMS };
  const report: Report = (severity, path, expected, found) => {
    if (left[severity]-- > 0) problems.push({ severity, path, expected, found });
  };

  if (!Array.isArray(ncco)) {
    report('error', '$', 'an array of actions', describe(ncco));
    return problems;
  }
  if (ncco.length === 0)
    report('warning', '$', 'at least one action: an empty NCCO ends the call', describe(ncco));
  ncco.forEach((each, index) => {
    action(each, below('$', index), report);
  });
  sequence(ncco, '$', report);
  return problems;
}

function asSent(value: unknown): unknown {
  const text: string | undefined = JSON.stringify(value);
  return text === undefined ? undefined : JSON.parse(text);
}

function reason(error: unknown): string {
  try {
    return describe(error instanceof Error ? error.message : undefined);
  } catch {
    return 'a value that cannot be read';
  }
}
