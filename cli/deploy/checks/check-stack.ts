import type { AssemblyStack } from '../../stacks/assembly.ts';
import type { FoundStack } from '../../stacks/cloud.ts';
import { conditionOf } from '../../stacks/cloud.ts';
import type { Check } from './check.ts';
import { npmRun } from '../../kit/npm-run.ts';

/** Whether the stack can be created or updated as it is. */
export function checkStack({ name, region }: AssemblyStack, found: FoundStack | undefined): Check {
  const status = found === undefined ? 'none yet' : found.status;
  const check = { where: region, about: 'stack', found: `${name}: ${status}` } as const;
  switch (conditionOf(found)) {
    case 'none':
    case 'up':
      return { state: 'ok', ...check };
    case 'creation-failed':
      return {
        state: 'ok',
        ...check,
        found: `${check.found}: its creation failed; it will be deleted and created again`,
      };
    case 'import-failed':
      return {
        state: 'failed',
        ...check,
        whatToDo: `A takeover of buckets was rolled back and left an empty stack. To fix this: aws cloudformation delete-stack --stack-name ${name} --region ${region} (the buckets stay), then run again with --adopt. The stack's events say why it failed.`,
      };
    case 'busy':
      return {
        state: 'failed',
        ...check,
        whatToDo: `Another deployment is changing it: wait until that ends. To watch it: aws cloudformation describe-stack-events --stack-name ${name} --region ${region}`,
      };
    case 'stuck':
      return { state: 'failed', ...check, whatToDo: wayOut(name, region, found?.status) };
  }
}

function wayOut(name: string, region: string, status: string | undefined): string {
  if (status === 'DELETE_FAILED')
    return `It is partly deleted. ${npmRun('destroy')} says what blocks its deletion; then deploy again.`;
  if (status === 'UPDATE_ROLLBACK_FAILED')
    return `aws cloudformation continue-update-rollback --stack-name ${name} --region ${region}, then run again. The stack's events say what blocks it.`;
  return `aws cloudformation rollback-stack --stack-name ${name} --region ${region}, then run again.`;
}
