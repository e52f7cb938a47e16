import type { AssemblyStack } from '../../stacks/assembly.ts';
import type { FoundStack } from '../../stacks/cloud.ts';
import { conditionOf } from '../../stacks/cloud.ts';
import type { Check } from './check.ts';

/** Whether the stack can be created or updated as it is. */
export function checkStack({ name, region }: AssemblyStack, found: FoundStack | undefined): Check {
  const told = found === undefined ? 'none yet' : found.status;
  const check = { where: region, about: 'stack', found: `${name}: ${told}` } as const;
  switch (conditionOf(found)) {
    case 'none':
    case 'up':
      return { state: 'ok', ...check };
    case 'creation-failed':
      return {
        state: 'ok',
        ...check,
        found: `${check.found}: its creation failed; it is deleted and created anew`,
      };
    case 'import-failed':
      return {
        state: 'failed',
        ...check,
        whatToDo: `A takeover of buckets was rolled back and has left it; nothing else is in it, and the buckets stay: aws cloudformation delete-stack --stack-name ${name} --region ${region}, then again with --adopt. What it failed of is in its events.`,
      };
    case 'busy':
      return {
        state: 'failed',
        ...check,
        whatToDo: `Somebody changes it right now: wait until that is done. To see it: aws cloudformation describe-stack-events --stack-name ${name} --region ${region}`,
      };
    case 'stuck':
      return { state: 'failed', ...check, whatToDo: wayOut(name, region, found?.status) };
  }
}

function wayOut(name: string, region: string, status: string | undefined): string {
  if (status === 'DELETE_FAILED')
    return 'It is half deleted. npm run destroy says what holds it, then deploy again.';
  if (status === 'UPDATE_ROLLBACK_FAILED')
    return `aws cloudformation continue-update-rollback --stack-name ${name} --region ${region}, then again. What holds it is in its events.`;
  return `aws cloudformation rollback-stack --stack-name ${name} --region ${region}, then again.`;
}
