import type { ApplicationsApi } from '../api/applications-api.ts';
import type { Io } from '../../kit/io.ts';
import type { NamedPlan } from '../plan/make-plan.ts';
import { planJson, printPlan } from '../plan/print-plan.ts';
import { commitPlan } from './commit-plan.ts';
import { confirm } from '../../kit/io.ts';
import type { Kept, KeptFolder } from './kept.ts';

/** Of the commands that write. */
export const STATE_JSON_FLAG = {
  type: 'boolean',
  help: 'print one line of JSON on stdout: the changes, and the state (unchanged, new, old, other, unknown)',
} as const;

interface CarryOut {
  readonly by: Kept['by'];
  readonly question: string;
  /** `--yes` */
  readonly isYes: boolean | undefined;
  /** `--json`: the plan goes to stderr, one line to stdout. */
  readonly isJson: boolean;
  readonly api: ApplicationsApi;
  readonly kept: KeptFolder;
  readonly io: Io;
}

/** Shows a plan, asks, and makes it true; whether the application is as planned then. @throws CommandError */
export async function carryOut(plan: NamedPlan, options: CarryOut): Promise<boolean> {
  const { by, question, isYes, isJson, api, kept, io } = options;
  io[isJson ? 'stderr' : 'stdout'](printPlan(plan));
  if (plan.changes.length === 0) {
    if (isJson) io.stdout(planJson(plan, { state: 'unchanged' }));
    return true;
  }
  if (await confirm(io, isYes, `\n${question}`)) return commitPlan(plan, by, { api, kept, io, json: isJson });
  io.stderr('Nothing was written.');
  return false;
}
