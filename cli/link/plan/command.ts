import { define } from '../../kit/command.ts';
import { JSON_FLAG } from '../../kit/flags.ts';
import { showPlans } from '../all/show-plans.ts';
import { openApplicationsApi } from '../api/applications-api.ts';
import { makePlan } from './make-plan.ts';
import { writePlanFile } from './plan-file.ts';
import { planJson, printPlan } from './print-plan.ts';
import { ALL_FLAG, readTarget, readTargets, TARGET_FLAGS } from './target.ts';

export const plan = define({
  name: 'link plan',
  about: `Shows what "apply" would change in the Vonage application: each value old → new, and its effect on how long a caller
waits. Writes nothing. Only these values can change: address, http_method, connect_timeout and socket_timeout of the three
webhooks, and signed_callbacks. With --all it plans every application of settings.ts with the same flags, then shows each number
of it whose calls go elsewhere, with the command that moves it.`,
  flags: {
    ...TARGET_FLAGS,
    all: { ...ALL_FLAG, notWith: ['application', 'out'] },
    out: { type: 'path', value: 'FILE', help: 'write the plan to this file, for "apply --plan FILE"' },
    json: JSON_FLAG,
  },
  exits: { 0: 'no change', 1: 'an error', 2: 'changes' },
  async run(flags, io) {
    const openApi = () => openApplicationsApi(io, { credentialsFile: flags.credentials });
    if (flags.all) return showPlans(await readTargets(flags, 'plan'), await openApi(), { flags, io });
    const target = await readTarget(flags, 'plan');
    const api = await openApi();
    const made = await makePlan(api, target, io.signal);
    if (flags.out !== undefined) await writePlanFile(flags.out, made);
    io.stdout(flags.json ? planJson(made) : printPlan(made));
    return made.changes.length === 0 ? 0 : 2;
  },
});
