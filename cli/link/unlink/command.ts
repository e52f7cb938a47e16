import { define } from '../../kit/command.ts';
import { OUTPUTS_FLAG, readOutputsFile } from '../../kit/read-outputs.ts';
import { openApplicationsApi } from '../api/applications-api.ts';
import { APPLICATION_FLAGS, applicationIdOf } from '../plan/target.ts';
import { NOT_VISIBLE, WRITE_FLAGS } from '../write/carry-out.ts';
import { applicationSubject } from '../write/subject.ts';
import { writePlan } from '../write/write-plan.ts';
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
    ...WRITE_FLAGS,
  },
  exits: {
    0: 'the application names none of the stacks',
    1: 'it still does, or that is unknown',
    2: NOT_VISIBLE,
  },
  async run(flags, io) {
    const applicationId = applicationIdOf(flags.application);
    const outputs = await readOutputsFile(flags.outputs);
    const api = await openApplicationsApi(io, { credentialsFile: flags.credentials });
    return writePlan('unlink', applicationSubject(api, applicationId), {
      question: 'Unlink?',
      flags,
      io,
      plan: (application, kept) => ({
        ...planUnlink(application, outputs, kept),
        kind: 'application',
        id: applicationId,
        name: String(application['name']),
        host: api.host,
        headline: 'removes the URLs of the deployed stacks',
        notes: [],
      }),
    });
  },
});
