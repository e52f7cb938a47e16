import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { forwardsOf } from '../../cli/kit/forwards.ts';
import { ownSettings } from '../../contracts/settings/own-settings.ts';
import { cloudAssembly } from '../../infra/cloud-assembly.ts';
import { loadCallFlow } from '../../infra/load-call-flow.ts';
import { createFlowBuilds } from '../call-flows/flow-builds.ts';
import { readScript } from './script.ts';
import { type StartedSetup, startSetup } from './start-setup.ts';

const FLOW = fileURLToPath(new URL('../call-flows/guarded.ts', import.meta.url));

/** A message; a wrong key first; two steps of the application's menu. Where it is out of reach the second key is of no account. */
const SCRIPTS = ['9', '7,1,2', '1,2', '2,1'].map(readScript);

/**
 * The set-up of the scenarios about a guarded application, where the user's call flow passes nothing on: the drill's own call flow and
 * application, and the guarded timeouts.
 */
export function createGuardedSetUp({
  outDir,
  ...common
}: Pick<Parameters<typeof startSetup>[0], 'seed' | 'profile' | 'conditions'> & { readonly outDir: string }): {
  readonly start: () => Promise<StartedSetup>;
  readonly remove: () => Promise<void>;
} {
  const builds = createFlowBuilds(FLOW);
  return {
    start: async () => {
      builds.begin(['menu']);
      // That a domain is left out was said already. The application connects no bot.
      const settings = { ...ownSettings(), websocketUri: null, domain: null, timeouts: 'guarded' as const };
      const assembly = await cloudAssembly({ outDir: join(outDir, 'cdk.out-guarded'), settings });
      const to = forwardsOf(await loadCallFlow(FLOW));
      return startSetup({
        ...common,
        assembly,
        builds,
        users: { file: FLOW, scripts: SCRIPTS },
        ...(to && { forwards: { to } }),
      });
    },
    remove: builds.remove,
  };
}
