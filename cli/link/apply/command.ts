import { CommandError } from '../../kit/command-error.ts';
import { define } from '../../kit/command.ts';
import { applyAll } from '../all/apply-all.ts';
import { openApplicationsApi } from '../api/applications-api.ts';
import { mustBeForwardable } from '../guard/plan/on-apply.ts';
import { planFor } from '../plan/make-plan.ts';
import { readPlanFile } from '../plan/plan-file.ts';
import {
  ALL_FLAG,
  applicationIdOf,
  readFlowsOf,
  readTarget,
  readTargets,
  TARGET_FLAGS,
} from '../plan/target.ts';
import type { Target } from '../plan/target.ts';
import { NOT_VISIBLE, WRITE_FLAGS } from '../write/carry-out.ts';
import { applicationSubject } from '../write/subject.ts';
import { writePlan } from '../write/write-plan.ts';

export const apply = define({
  name: 'link apply',
  about: `Shows the plan, asks for confirmation, keeps the former application, writes only the planned values, reads the application
back and compares every value. Refuses if the application was changed since the plan was made, while another command
writes by the same folder, and where the call flow would pass callbacks on by POST to a URL that takes GET. A write that
fails or is cut off is put back, and the last line says whether the application is OLD or NEW, or NOT VISIBLE YET.

With --all it asks once, and does this with every application of settings.ts, with the same flags, then with every number whose
calls go elsewhere. What is as planned is not written. It ends at the first write that goes wrong: the same command goes on.`,
  flags: {
    ...TARGET_FLAGS,
    all: { ...ALL_FLAG, notWith: ['application', 'plan'] },
    plan: {
      type: 'path',
      value: 'FILE',
      notWith: ['outputs', 'application', 'primary', 'fallback', 'timeouts'],
      help: 'apply exactly this plan, written by "plan --out FILE"',
    },
    ...WRITE_FLAGS,
  },
  exits: { 0: 'the application is as planned', 1: 'it is not, or that is unknown', 2: NOT_VISIBLE },
  async run(flags, io) {
    const openApi = () => openApplicationsApi(io, { credentialsFile: flags.credentials });
    if (flags.all) return applyAll(await readTargets(flags, 'apply'), await openApi(), { flags, io });
    const filed = flags.plan === undefined ? undefined : await readPlanFile(flags.plan);
    const target = filed === undefined ? await readTarget(flags, 'apply') : undefined;
    const api = await openApi();
    if (filed !== undefined && filed.host !== api.host)
      throw new CommandError(
        `Expected the plan of ${filed.host}, found that VONAGE_API_HOST names ${api.host}. Plan it again.`,
      );
    const applicationId = applicationIdOf(filed?.id ?? (target as Target).applicationId);
    const flows = target?.flows ?? (await readFlowsOf(applicationId));
    return writePlan('apply', applicationSubject(api, applicationId), {
      question: 'Apply this plan?',
      flags,
      io,
      plan: (application) => mustBeForwardable(filed ?? planFor(application, api, target as Target), flows),
    });
  },
});
