import { define } from '../../kit/command.ts';
import { OUTPUTS_FLAG, readOutputsFile } from '../../kit/read-outputs.ts';
import { openApplicationsApi } from '../api/applications-api.ts';
import type { NamedPlan } from '../plan/make-plan.ts';
import { APPLICATION_FLAGS, applicationIdOf } from '../plan/target.ts';
import { carryOut, STATE_JSON_FLAG } from '../write/carry-out.ts';
import { YES_FLAG } from '../../kit/io.ts';
import { KEPT_FLAG, openKept } from '../write/kept.ts';
import { planUnlink } from './plan-unlink.ts';

export const unlink = define({
  name: 'link unlink',
  about: `Before the stacks are destroyed: takes their URLs out of the Vonage application. Each webhook becomes what it was before
"apply" first named the stacks, as far as that was kept; else it is taken away, and then nobody answers a call. Webhooks
that lead elsewhere, and all other values, stay. The same care as "apply": shown, asked, kept, read back, compared.`,
  flags: {
    outputs: { ...OUTPUTS_FLAG, help: 'outputs of the stacks that are to go' },
    ...APPLICATION_FLAGS,
    yes: YES_FLAG,
    kept: KEPT_FLAG,
    json: STATE_JSON_FLAG,
  },
  exits: { 0: 'the application names none of the stacks', 1: 'it still does, or not for sure' },
  async run(flags, io) {
    const applicationId = applicationIdOf(flags.application);
    const outputs = await readOutputsFile(flags.outputs);
    const api = await openApplicationsApi(io, { credentialsFile: flags.credentials });
    const kept = openKept(flags.kept, io.nowMs);
    const application = await api.readApplication(applicationId, io.signal);
    const plan: NamedPlan = {
      ...planUnlink(application, outputs, await kept.list(applicationId, api.host)),
      applicationId,
      name: String(application['name']),
      host: api.host,
      headline: 'takes the URLs of the deployed stacks out',
      notes: [],
    };
    const isMade = await carryOut(plan, {
      by: 'unlink',
      question: 'Unlink?',
      isYes: flags.yes,
      isJson: flags.json,
      api,
      kept,
      io,
    });
    return isMade ? 0 : 1;
  },
});
