import { awsProblem, isRegionDown } from '../../kit/aws-problem.ts';
import type { Cloud } from '../../stacks/cloud.ts';
import { printable } from '../../kit/printable.ts';
import { table } from '../../kit/table.ts';

/** What was looked at before anything is written. */
export interface Check {
  readonly state: 'ok' | 'warning' | 'failed';
  /** The region, or what else it is about. */
  readonly where: string;
  readonly about: string;
  readonly found: string;
  readonly whatToDo?: string;
}

/** A question to a region that was not answered. */
export function unanswered(
  region: string,
  about: string,
  error: unknown,
  { endpoint }: Pick<Cloud, 'endpoint'>,
): Check {
  const problem = awsProblem(error, { region, endpoint });
  const without = `To leave ${region} as it is and deploy the others: --without ${region}.`;
  return {
    state: 'failed',
    where: region,
    about,
    found: problem.found,
    whatToDo: isRegionDown(problem) ? `${problem.fix} ${without}` : problem.fix,
  };
}

const MARKS = { ok: '✓', warning: '!', failed: '✗' } as const;

/** A line for each check; what to do beneath it. */
export function printChecks(checks: readonly Check[]): readonly string[] {
  const lines = table(checks.map(({ state, where, about, found }) => [MARKS[state], where, about, found]));
  return lines.flatMap((line, index) => {
    const whatToDo = checks[index]?.whatToDo;
    return [`  ${line}`, ...(whatToDo === undefined ? [] : [`      ${printable(whatToDo)}`])];
  });
}
