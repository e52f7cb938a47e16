/** What a stack's state means for whoever wants to change it (CloudFormation, "Stack status codes"). */
export type StackCondition = 'none' | 'up' | 'creation-failed' | 'busy' | 'stuck';

/** @param status in CloudFormation's words; undefined: there is no stack */
export function conditionOf(status: string | undefined): StackCondition {
  // Made for a change set that was never executed: an empty shell.
  if (status === undefined || status === 'REVIEW_IN_PROGRESS' || status === 'DELETE_COMPLETE') return 'none';
  if (status.endsWith('_IN_PROGRESS')) return 'busy';
  if (status === 'ROLLBACK_COMPLETE' || status === 'ROLLBACK_FAILED') return 'creation-failed';
  if (status.endsWith('_FAILED')) return 'stuck';
  return 'up';
}

/** Whether its last change came up, and was not rolled back. */
export const isComplete = (status: string | undefined): boolean =>
  status === 'CREATE_COMPLETE' || status === 'UPDATE_COMPLETE' || status === 'IMPORT_COMPLETE';
