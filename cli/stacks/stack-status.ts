import type { FoundStack } from './cloud.ts';

/** What a stack's state means for whoever wants to change it (CloudFormation, "Stack status codes"). */
export type StackCondition = 'none' | 'up' | 'creation-failed' | 'import-failed' | 'busy' | 'stuck';

/** @param stack undefined: there is none */
export function conditionOf(stack: Pick<FoundStack, 'status' | 'outputs'> | undefined): StackCondition {
  const status = stack?.status;
  // Made for a change set that was never executed: an empty shell.
  if (status === undefined || status === 'REVIEW_IN_PROGRESS' || status === 'DELETE_COMPLETE') return 'none';
  if (status.endsWith('_IN_PROGRESS')) return 'busy';
  if (status === 'ROLLBACK_COMPLETE' || status === 'ROLLBACK_FAILED') return 'creation-failed';
  // The import that made the stack: nothing of the deployment came after it, which would have outputs.
  const isEmpty = Object.keys(stack?.outputs ?? {}).length === 0;
  if (status.startsWith('IMPORT_ROLLBACK_') && isEmpty) return 'import-failed';
  if (status.endsWith('_FAILED')) return 'stuck';
  return 'up';
}
