/** `npm run cfn-lint`: a second reader of the templates, where the machine has it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { INTERRUPTED, interruption } from '../kit/interruption.ts';
import { stackNames } from '../../contracts/settings/physical-names.ts';
import { settings } from '#own/settings.ts';
import { synthesize } from '../../infra/synth.ts';
import { cfnLintVersion, findingsOfCfnLint } from './run-cfn-lint.ts';

const interrupted = interruption(INTERRUPTED);

async function run(signal: AbortSignal): Promise<number> {
  const version = await cfnLintVersion(signal);
  if (version === undefined) {
    console.log('cfn-lint is not installed: nothing checked');
    return 0;
  }
  const outDir = await mkdtemp(join(tmpdir(), 'vonage-voice-failover-cfn-lint-'));
  try {
    const { folder } = await synthesize({ outDir });
    const templates = Object.values(stackNames(settings)).map((name) =>
      join(folder, `${name}.template.json`),
    );
    console.log(`${version}, over ${templates.length} templates`);
    const findings = await findingsOfCfnLint({ templates, regions: Object.values(settings.regions) }, signal);
    console.log(findings === '' ? 'nothing found' : findings);
    return findings === '' ? 0 : 1;
  } finally {
    await rm(outDir, { recursive: true, force: true });
  }
}

try {
  process.exitCode = await run(interrupted);
} catch (error) {
  if (!interrupted.aborted) console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = interrupted.aborted ? INTERRUPTED : 1;
}
