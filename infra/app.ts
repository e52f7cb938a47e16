/** What the CDK CLI runs (see cdk.json). With `--unfrozen`, as npm run freeze runs it, no frozen id is compared. */
import { FROZEN_IDS } from '#own/files.ts';
import { FrozenIdsError } from './frozen-ids/frozen-ids.ts';
import { EnvironmentError, SettingsError } from '../contracts/settings/settings-error.ts';
import { CallFlowError } from './call-flow-error.ts';
import { StaticNccoError } from './static-tier/static-ncco-error.ts';
import { synthesize } from './synth.ts';

// At a terminal Ctrl-C reaches this process too: the exit removes the temporary bundles (infra/synth.ts).
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, () => process.exit(130));

try {
  const frozenIds = process.argv.includes('--unfrozen') ? null : FROZEN_IDS;
  await synthesize({ outDir: process.env['CDK_OUTDIR'] ?? 'cdk.out', validate: true, frozenIds });
} catch (error) {
  // A known error is the user's: its message is enough. Any other is a defect, printed with its stack.
  const isKnown =
    error instanceof EnvironmentError ||
    error instanceof SettingsError ||
    error instanceof CallFlowError ||
    error instanceof StaticNccoError ||
    error instanceof FrozenIdsError;
  console.error(isKnown ? error.message : error);
  process.exitCode = 1;
}
