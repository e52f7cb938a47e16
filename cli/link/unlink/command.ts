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
  about: `Removes the URLs of the stacks from the Vonage application, before the stacks are destroyed. Each webhook gets back the value
that it had before the first "apply", if that was kept; otherwise it is removed, and calls are no longer answered. Webhooks
with other URLs, and all other values, stay. Like "apply" it shows, asks, keeps the former application, reads back and
compares.`,
  flags: {
    outputs: { ...OUTPUTS_FLAG, help: 'outputs of the stacks that will be destroyed' },
    ...APPLICATION_FLAGS,
    yes: YES_FLAG,
    kept: KEPT_FLAG,
    json: STATE_JSON_FLAG,
  },
  exits: { 0: 'the application names none of the stacks', 1: 'it still does, or that is unknown' },
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
      headline: 'removes the URLs of the deployed stacks',
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
