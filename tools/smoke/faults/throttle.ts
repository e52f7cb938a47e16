import type { FunctionControl } from '../aws/function-control.ts';
import { NotCheckedError } from '../finding.ts';

/** Leaves the function no environment. @returns how it is put back @throws NotCheckedError */
export async function throttle(control: FunctionControl): Promise<() => Promise<void>> {
  const before = await control.concurrency();
  // Ours, of a run that was killed? Then nobody knows what it was before.
  if (before === 0)
    throw new NotCheckedError(`${control.name} is throttled already: ${howToUnthrottle(control)}`);
  await control.setConcurrency(0);
  return () => control.setConcurrency(before);
}

/** For whoever finds it left behind. */
export const howToUnthrottle = ({ name, region }: Pick<FunctionControl, 'name' | 'region'>): string =>
  `aws lambda delete-function-concurrency --function-name ${name} --region ${region}`;
