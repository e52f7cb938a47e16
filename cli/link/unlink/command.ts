import { parseFlags } from '../../kit/parse-flags.ts';
import { DEFAULT_OUTPUTS, readOutputsFile } from '../../kit/read-outputs.ts';
import { openApplicationsApi } from '../api/applications-api.ts';
import type { Command } from '../commands/command.ts';
import type { NamedPlan } from '../plan/make-plan.ts';
import { APPLICATION_HELP, applicationIdOf } from '../plan/target.ts';
import { carryOut } from '../write/carry-out.ts';
import { DEFAULT_KEPT, KEPT_HELP, openKept } from '../write/kept.ts';
import { planUnlink } from './plan-unlink.ts';

const HELP = `npm run link -- unlink [options]

Before the stacks are destroyed: takes their URLs out of the Vonage application. Each webhook becomes what it was before
"apply" first named the stacks, as far as that was kept; else it is taken away, and then nobody answers a call. Webhooks
that lead elsewhere, and all other values, stay. The same care as "apply": shown, asked, kept, read back, compared.

  --outputs FILE      outputs of the stacks that are to go (default: ${DEFAULT_OUTPUTS})
${APPLICATION_HELP}
  --yes               do not ask
${KEPT_HELP}
  --json              print one line of JSON on stdout: the changes, and the state (unchanged, new, old, other, unknown)
  --help              this text

Exit code: 0 when the application names none of the stacks; 1 when it still does, or not for sure.
`;

const FLAGS = {
  outputs: { type: 'string' },
  application: { type: 'string' },
  credentials: { type: 'string' },
  yes: { type: 'boolean' },
  kept: { type: 'string' },
  json: { type: 'boolean' },
} as const;

export const unlink: Command = {
  name: 'unlink',
  summary: 'takes the deployment out of the Vonage application, before it is destroyed',
  help: HELP,
  async run(args, io) {
    const flags = parseFlags(args, FLAGS, HELP);
    const applicationId = applicationIdOf(flags.application);
    const outputs = await readOutputsFile(flags.outputs ?? DEFAULT_OUTPUTS);
    const api = await openApplicationsApi(io, { credentialsFile: flags.credentials });
    const kept = openKept(flags.kept ?? DEFAULT_KEPT, io.nowMs);
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
      isJson: flags.json ?? false,
      api,
      kept,
      io,
    });
    return isMade ? 0 : 1;
  },
};
