import { below, describe, type NccoProblem, type Report } from './problem.ts';
import { action } from './schema/action.ts';
import { sequence } from './schema/sequence.ts';

export type { NccoProblem } from './problem.ts';

/** Of each severity; a huge and wrong NCCO must not become a huge answer. */
const MOST_PROBLEMS = 100;

/**
 * What is wrong with an NCCO, by the platform's NCCO reference. Takes any value and never throws.
 * Judged is the JSON that would be sent: an option that is `undefined` is not there.
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
 * The same for an NCCO that is to be served: `[]` is an error too. The platform takes it and ends the call. One verdict for
 * whoever serves or checks one: the handlers, the static NCCOs at synth, `npm run ncco -- check` and `link verify`.
 */
export const checkServable = (value: unknown): NccoProblem[] =>
  checkNcco(value).map((problem) =>
    // Only the NCCO as a whole has the path `$`: not an array, not JSON, or empty.
    problem.path === '$' ? { ...problem, severity: 'error' } : problem,
  );

/** A valid NCCO with something in it. */
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
