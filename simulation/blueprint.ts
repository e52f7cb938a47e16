import { readOwnFlows } from '../cli/kit/application-flows.ts';
import { forwardsOf } from '../cli/kit/forwards.ts';
import { CommandError } from '../cli/kit/command-error.ts';
import { readAssembly } from '../emulator/assembly/read-assembly.ts';
import type { CallFlow } from '../functions/define-flow.ts';
import { type NamedFlows, named } from '../functions/flow/named-flows.ts';
import { profileNamed, PROFILES } from '../simulator/profiles.ts';
import type { Blueprint } from './world/world.ts';

/**
 * What the worlds of a simulation are made from: a cloud assembly, and the user's call flows.
 * @throws CommandError where a call flow leads out of the world
 */
export async function readBlueprint(
  assembly: string,
  profile: string = PROFILES[0].name,
): Promise<Blueprint> {
  const flows = await readOwnFlows();
  if (flows instanceof CommandError) throw flows;
  const forwarding = [flows.callFlow, ...Object.values(flows.named)].find(
    (flow) => forwardsOf(flow) !== undefined,
  );
  if (forwarding !== undefined)
    throw new CommandError(
      'Expected call flows that answer by themselves; found one that passes callbacks on (forwardTo). ' +
        'An application outside is no part of a simulation: npm run drill breaks it on this machine.',
    );
  return {
    deployment: readAssembly(assembly),
    flows: { callFlow: flows.callFlow as CallFlow, named: named(flows.named as NamedFlows) },
    profile: profileNamed(profile),
  };
}
