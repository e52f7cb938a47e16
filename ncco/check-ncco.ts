import { below, describe, type NccoProblem, type Report } from './problem.ts';
import { action } from './schema/action.ts';
import { sequence } from './schema/sequence.ts';

export type { NccoProblem } from './problem.ts';

/** Limit per severity, so that a huge invalid NCCO does not cause a huge report. */
const MOST_PROBLEMS = 100;

/**
 * The problems of an NCCO, by Vonage's NCCO reference. Takes any value and never throws. `[]` is an error: the vendor's
 * schema wants one action at least (Nexmo/api-specification ncco-schema.json, minItems).
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

/** Whether Vonage is not known to refuse the NCCO. All parts that serve or check NCCOs share this verdict. */
export const isServable = (value: unknown): boolean => errorsOf(checkNcco(value)).length === 0;

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
  if (ncco.length === 0) report('error', '$', 'at least one action', describe(ncco));
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
    if (error instanceof RangeError) return 'arrays or objects that are nested too deep';
    return describe(error instanceof Error ? error.message : undefined);
  } catch {
    return 'a value that cannot be read';
  }
}
