import { parseFlags } from '../../kit/parse-flags.ts';
import { openApplicationsApi } from '../api/applications-api.ts';
import type { Command } from '../commands/command.ts';
import { makePlan } from './make-plan.ts';
import { writePlanFile } from './plan-file.ts';
import { planJson, printPlan } from './print-plan.ts';
import { readTarget, TARGET_FLAGS, TARGET_HELP } from './target.ts';

const HELP = `npm run link -- plan [options]

Shows what "apply" would change in the Vonage application: each value old → new, and what that does to how long a caller
waits. Writes nothing. Of the application it changes the three webhooks' address, http_method, connect_timeout and
socket_timeout, and signed_callbacks; all else is carried as it is.

${TARGET_HELP}
  --out FILE          keep the plan, for "apply --plan FILE"
  --json              print one line of JSON instead
  --help              this text

Exit code: 0 no change, 2 changes, 1 error.
`;

export const plan: Command = {
  name: 'plan',
  summary: 'shows what would change in the Vonage application, and what that does to callers',
  help: HELP,
  async run(args, io) {
    const flags = parseFlags(
      args,
      { ...TARGET_FLAGS, out: { type: 'string' }, json: { type: 'boolean' } },
      HELP,
    );
    const target = await readTarget(flags, 'plan');
    const api = await openApplicationsApi(io, { credentialsFile: flags.credentials });
    const made = await makePlan(api, target, io.signal);
    if (flags.out !== undefined) await writePlanFile(flags.out, made);
    io.stdout(flags.json === true ? planJson(made) : printPlan(made));
    return made.changes.length === 0 ? 0 : 2;
  },
};
