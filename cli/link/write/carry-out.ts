import { READ_BACK_TIMEOUT_FLAG } from '../../kit/read-back-flag.ts';
import { confirm, YES_FLAG } from '../../kit/io.ts';
import type { NamedPlan } from '../plan/make-plan.ts';
import { planJson, printPlan } from '../plan/print-plan.ts';
import { commitPlan } from './commit-plan.ts';
import type { Commit } from './commit-plan.ts';
import { KEPT_FLAG } from './kept.ts';

/** Of the commands that write. */
export const WRITE_FLAGS = {
  yes: YES_FLAG,
  kept: KEPT_FLAG,
  readBackTimeout: READ_BACK_TIMEOUT_FLAG,
  json: {
    type: 'boolean',
    help: 'print one line of JSON on stdout: the changes, and the state (unchanged, new, old, other, unknown, not-visible)',
  },
} as const;

/** What 2 means where the API has acknowledged a write, or should show an earlier one. */
export const NOT_VISIBLE = 'not visible yet: the API acknowledged the write, and still answers an older copy';

interface CarryOut extends Commit {
  readonly question: string;
  /** `--yes` */
  readonly isYes: boolean | undefined;
  /** Written although nothing would change: what is seen may be an older copy. */
  readonly isForced?: boolean;
}

/** Shows a plan, asks, and makes it true; resolves with the exit code. @throws CommandError */
export async function carryOut(plan: NamedPlan, options: CarryOut): Promise<number> {
  const { question, isYes, isForced = false, isJson, io } = options;
  io[isJson ? 'stderr' : 'stdout'](printPlan(plan));
  if (plan.changes.length === 0 && !isForced) {
    if (isJson) io.stdout(planJson(plan, { state: 'unchanged' }));
    return 0;
  }
  if (await confirm(io, isYes, `\n${question}`)) return commitPlan(plan, options);
  io.stderr('Nothing was written.');
  return 1;
}
