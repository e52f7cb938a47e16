import type { Io } from '../../kit/io.ts';
import type { ApplicationsApi } from '../api/applications-api.ts';
import { linkCommand } from '../plan/target.ts';
import type { Target } from '../plan/target.ts';
import { planAll } from './plan-all.ts';
import type { SharedFlags } from './plan-all.ts';
import { partJson, printPlans, printRows, stateOf } from './print-all.ts';

/** Shows the plan of each application and number of the settings. Resolves with the exit code. @throws ApiError */
export async function showPlans(
  targets: readonly Target[],
  api: ApplicationsApi,
  { flags, io }: { readonly flags: SharedFlags & { readonly json: boolean }; readonly io: Io },
): Promise<number> {
  const parts = await planAll(api, targets, {
    flags,
    signal: io.signal,
    planOne: async (subject, planOf) => ({ plan: planOf(await subject.read(io.signal)) }),
  });
  const rows = parts.map((part) => [part, stateOf(part)] as const);
  const states = rows.map(([, state]) => state);
  const isChange = states.includes('differs');
  if (flags.json) for (const part of parts) io.stdout(partJson(part, {}));
  else {
    io.stdout(`${printPlans(parts)}\n${printRows(rows)}`);
    if (isChange) io.stdout(`\nAll of it: ${linkCommand('apply --all', flags)}`);
  }
  return states.includes('TO FIX') ? 1 : isChange ? 2 : 0;
}
