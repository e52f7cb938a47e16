import { CommandError } from '../../kit/command-error.ts';
import { define } from '../../kit/command.ts';
import { openApplicationsApi } from '../api/applications-api.ts';
import { makePlan } from '../plan/make-plan.ts';
import { readPlanFile } from '../plan/plan-file.ts';
import { readTarget, TARGET_FLAGS } from '../plan/target.ts';
import { carryOut, STATE_JSON_FLAG } from '../write/carry-out.ts';
import { YES_FLAG } from '../../kit/io.ts';
import { KEPT_FLAG, openKept } from '../write/kept.ts';

export const apply = define({
  name: 'link apply',
  about: `Shows the plan, asks for confirmation, keeps the former application, writes only the planned values, reads the application
back and compares every value. Refuses if the application was changed since the plan was made. A write that fails or is cut
off is put back, and the last line says whether the application is OLD or NEW.`,
  flags: {
    ...TARGET_FLAGS,
    plan: {
      type: 'path',
      value: 'FILE',
      notWith: ['outputs', 'application', 'primary', 'fallback', 'timeouts'],
      help: 'apply exactly this plan, written by "plan --out FILE"',
    },
    yes: YES_FLAG,
    kept: KEPT_FLAG,
    json: STATE_JSON_FLAG,
  },
  exits: { 0: 'the application is as planned', 1: 'it is not, or that is unknown' },
  async run(flags, io) {
    const filed = flags.plan === undefined ? undefined : await readPlanFile(flags.plan);
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
      isJson: flags.json,
      api,
      kept: openKept(flags.kept, io.nowMs),
      io,
    });
    return isMade ? 0 : 1;
  },
});
