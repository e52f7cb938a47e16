/** What the CDK CLI runs (see cdk.json). */
import { SettingsError } from './settings/settings-error.ts';
import { StaticNccoError } from './static-tier/static-ncco-error.ts';
import { synthesize } from './synth.ts';

// At a terminal the CDK CLI's Ctrl-C comes here too: leaves nothing behind (infra/synth.ts).
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, () => process.exit(130));

try {
  await synthesize({ outDir: process.env['CDK_OUTDIR'] ?? 'cdk.out', validate: true });
} catch (error) {
  // A mistake of the user is told in its own words; anything else is ours, with its stack.
  const isKnown = error instanceof SettingsError || error instanceof StaticNccoError;
  console.error(isKnown ? error.message : error);
  process.exitCode = 1;
}
