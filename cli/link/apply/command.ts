import { CommandError } from '../../kit/command-error.ts';
import { parseFlags } from '../../kit/parse-flags.ts';
import { openApplicationsApi } from '../api/applications-api.ts';
import type { Command } from '../commands/command.ts';
import { makePlan } from '../plan/make-plan.ts';
import type { NamedPlan } from '../plan/make-plan.ts';
import { readPlanFile } from '../plan/plan-file.ts';
import { readTarget, TARGET_FLAGS, TARGET_HELP } from '../plan/target.ts';
import { carryOut } from '../write/carry-out.ts';
import { DEFAULT_KEPT, KEPT_HELP, openKept } from '../write/kept.ts';

const HELP = `npm run link -- apply [options]

Shows the plan, asks, keeps the application as it was, writes it with only the planned values changed, reads it back and
compares every value. Refuses where another hand changed it since the plan. A write that fails or is cut off is put back,
and the last line says whether the application is OLD or NEW.

${TARGET_HELP}
  --plan FILE         make just this plan true, as "plan --out FILE" kept it (instead of the flags above, but for
                      --credentials)
  --yes               do not ask
${KEPT_HELP}
  --json              print one line of JSON on stdout: the changes, and the state (unchanged, new, old, other,
                      unknown)
  --help              this text

Exit code: 0 when the application is as planned; 1 when it is not, or not for sure.
`;

const FLAGS = {
  ...TARGET_FLAGS,
  plan: { type: 'string' },
  yes: { type: 'boolean' },
  kept: { type: 'string' },
  json: { type: 'boolean' },
} as const;

export const apply: Command = {
  name: 'apply',
  summary: 'makes the plan true, and keeps the application as it was',
  help: HELP,
  async run(args, io) {
    const flags = parseFlags(args, FLAGS, HELP);
    const filed = await filedPlan(flags);
    const target = filed === undefined ? await readTarget(flags, 'apply') : undefined;
    const api = await openApplicationsApi(io, { credentialsFile: flags.credentials });
    if (filed !== undefined && filed.host !== api.host)
      throw new CommandError(
        `Expected the plan of ${filed.host}, found that VONAGE_API_HOST names ${api.host}. Plan it again.`,
      );
    const plan = filed ?? (await makePlan(api, target as NonNullable<typeof target>, io.signal));
    const isMade = await carryOut(plan, {
      by: 'apply',
      question: 'Apply this plan?',
      isYes: flags.yes,
      isJson: flags.json ?? false,
      api,
      kept: openKept(flags.kept ?? DEFAULT_KEPT, io.nowMs),
      io,
    });
    return isMade ? 0 : 1;
  },
};

/** @throws CommandError where it is named beside flags that would plan something else */
async function filedPlan(
  flags: Readonly<Record<string, string | boolean | undefined>>,
): Promise<NamedPlan | undefined> {
  const { plan } = flags;
  if (typeof plan !== 'string') return undefined;
  const beside = Object.keys(TARGET_FLAGS).filter(
    (name) => name !== 'credentials' && flags[name] !== undefined,
  );
  if (beside.length > 0)
    throw new CommandError(
      `Expected --plan alone, found --${beside.join(', --')} beside it. Plan again with these, or leave them out.`,
    );
  return readPlanFile(plan);
}
