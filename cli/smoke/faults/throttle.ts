import type { FunctionControl } from '../aws/function-control.ts';
import { NotCheckedError } from '../finding.ts';
import type { PreparedFault } from './faults.ts';

/** Prepares to reserve 0 environments for the function. @throws NotCheckedError */
export async function throttle(control: FunctionControl): Promise<PreparedFault> {
  const before = await control.concurrency();
  // A killed run may have left this; the value before it is unknown.
  if (before === 0)
    throw new NotCheckedError(`${control.name} is throttled already: ${byHand(control, undefined)}`);
  return {
    apply: () => control.setConcurrency(0),
    isApplied: async () => (await control.concurrency()) === 0,
    undo: () => control.setConcurrency(before),
    ifKilled: byHand(control, before),
  };
}

function byHand({ name, region }: FunctionControl, before: number | undefined): string {
  const where = `--function-name ${name} --region ${region}`;
  return before === undefined
    ? `aws lambda delete-function-concurrency ${where}`
    : `aws lambda put-function-concurrency --reserved-concurrent-executions ${String(before)} ${where}`;
}
