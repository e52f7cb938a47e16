import { resolve } from 'node:path';
import { Validations } from 'aws-cdk-lib';
import { buildApp } from './build-app.ts';
import { stackNames } from '../contracts/settings/physical-names.ts';
import { bundleHandlers } from './bundle.ts';
import { checkCallFlow } from './call-flow/check-call-flow.ts';
import { checkFrozenIds } from './frozen-ids/check-frozen-ids.ts';
import { emptyOutputFolder } from './output-folder.ts';
import { temporaryFolder } from '../contracts/temporary-folder.ts';
import { checkTimeouts } from '../contracts/settings/check-timeouts.ts';
import { checkSettings } from '../contracts/settings/settings-schema.ts';
import type { Settings } from '../contracts/settings/settings-schema.ts';
import { CALL_FLOW, CALL_FLOWS, DEPLOYED_FLOWS, FROZEN_IDS } from '#own/files.ts';
import { ownSettings } from '../contracts/settings/own-settings.ts';
import { TIMEOUTS } from '../contracts/settings/timeouts.ts';
import { checkAssembly } from './template-checks/check-assembly.ts';

/**
 * Writes the cloud assembly: no account, no network, no CDK CLI.
 * @param settings those of settings.ts where none are given
 * @param outDir a folder of its own; an earlier synthesis in it is removed
 * @param validate checks the stacks against CloudFormation's own rules and against AWS Solutions too; takes seconds more
 * @param frozenIds file of `npm run freeze` that the stacks are compared with; null: none
 * @param callFlow file that takes the place of functions/call-flow.ts
 * @param callFlows file that takes the place of functions/call-flows.ts
 * @param deployedFlows file of `npm run deploy` that the call flow is compared with; null: none
 * @throws SettingsError for a wrong setting or timeout; CallFlowError for a mistake in the call flow; FrozenIdsError for a frozen id that is gone; Error for stacks that must not be deployed
 */
export const synthesize = async ({
  settings = ownSettings(),
  outDir,
  validate = false,
  frozenIds = FROZEN_IDS,
  callFlow = CALL_FLOW,
  callFlows = CALL_FLOWS,
  deployedFlows = DEPLOYED_FLOWS,
}: {
  readonly settings?: Settings;
  readonly outDir: string;
  readonly validate?: boolean;
  readonly frozenIds?: string | null;
  readonly callFlow?: string;
  readonly callFlows?: string;
  readonly deployedFlows?: string | null;
}): Promise<{ readonly folder: string }> => {
  const checked = checkSettings(settings);
  checkTimeouts(TIMEOUTS[checked.timeouts], checked.timeouts);
  const folder = resolve(outDir);
  await emptyOutputFolder(folder);
  const { folder: bundlesFolder, remove } = temporaryFolder('bundles');
  try {
    const checking = checkCallFlow({ callFlow, callFlows }, checked, deployedFlows);
    // What cannot be bundled is reported first.
    checking.catch(() => undefined);
    const bundles = await bundleHandlers({ outDir: bundlesFolder, callFlow, callFlows });
    const { shapes, warnings } = await checking;
    for (const warning of warnings) console.error(`warning: functions/call-flow.ts: ${warning}`);
    const app = buildApp({ settings: checked, bundles, flows: shapes, outDir: folder, validate });
    if (validate) {
      // Its rules take a third of a second to load.
      const { SolutionsChecks } = await import('./nag/solutions-checks.ts');
      Validations.of(app).addPlugins(new SolutionsChecks(app));
    }
    app.synth();
    // Frozen ids come first: lost data is worse than a broken rule.
    if (frozenIds !== null) checkFrozenIds(frozenIds, folder, Object.values(stackNames(checked)));
    checkAssembly(folder, stackNames(checked), checked);
  } finally {
    remove();
  }
  return { folder };
};
