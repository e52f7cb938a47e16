import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readTemplate } from '../../contracts/cloud-assembly.ts';
import { stackNames } from '../../contracts/settings/physical-names.ts';
import { settings } from '#own/settings.ts';
import { synthesize } from '../../infra/synth.ts';
import type { Template } from '../../infra/template-checks/template.ts';
import { costReport } from './cost-report.ts';
import { COST_HELP, parseCostOptions } from './cost-options.ts';
import { countResources } from './count-resources.ts';
import type { Deployed } from './monthly-cost.ts';
import { PRICE_LIST } from './price-list.ts';

const REPORT = fileURLToPath(new URL('../../docs/cost.md', import.meta.url));

/** What the stacks hold, as they are synthesized now. */
const readDeployed = async (): Promise<Deployed> => {
  const outDir = await mkdtemp(join(tmpdir(), 'vonage-voice-failover-cost-'));
  try {
    const { folder } = await synthesize({ outDir });
    const names = stackNames(settings);
    const count = (role: keyof typeof names) => countResources(readTemplate<Template>(folder, names[role]));
    return {
      memoryMb: settings.functions.memoryMb,
      journalDays: settings.journal.expireAfterDays,
      primary: count('primary'),
      secondary: count('secondary'),
      static: count('static'),
    };
  } finally {
    await rm(outDir, { recursive: true, force: true });
  }
};

const run = async (args: readonly string[]): Promise<number> => {
  const options = parseCostOptions(args);
  if (options === undefined) {
    process.stdout.write(COST_HELP);
    return 0;
  }
  const report = costReport(options.load, await readDeployed(), PRICE_LIST);
  if (options.what === 'print') process.stdout.write(report);
  if (options.what === 'write') await writeFile(REPORT, report);
  if (options.what === 'check' && (await readFile(REPORT, 'utf8').catch(() => '')) !== report) {
    console.error('docs/cost.md is not what the stacks and prices say now. Run: npm run cost -- --write');
    return 1;
  }
  return 0;
};

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
