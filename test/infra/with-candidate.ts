import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Validations } from 'aws-cdk-lib';
import type { FlowShapes } from '../../contracts/call-flow-report.ts';
import { FUNCTION_NAMES, type FunctionName } from '../../contracts/routes.ts';
import { stackNames } from '../../contracts/settings/physical-names.ts';
import { buildApp } from '../../infra/build-app.ts';
import { SolutionsChecks } from '../../infra/nag/solutions-checks.ts';
import { settings } from '../fixtures/own/settings.ts';
import type { Synthesized, Template } from './synthesized.ts';

export const FLOWS = {
  callFlow: { version: 1, steps: { menu: [] } },
  candidate: { version: 2, steps: { choice: ['menu'] } },
};

/** The fixtures' stacks with a call flow that has a candidate, and nothing in their functions. */
export const withCandidate = (): Promise<Synthesized> => withFlows(FLOWS);

/** The fixtures' stacks with these call flows, and nothing in their functions. */
export async function withFlows(flows: FlowShapes, checksSolutions = false): Promise<Synthesized> {
  const folder = await mkdtemp(join(tmpdir(), 'with-candidate-'));
  const bundles = {} as Record<FunctionName, string>;
  for (const name of FUNCTION_NAMES) {
    bundles[name] = join(folder, 'bundles', name);
    await mkdir(bundles[name], { recursive: true });
    await writeFile(join(bundles[name], 'index.cjs'), '');
  }
  const outDir = join(folder, 'out');
  const app = buildApp({ settings, bundles, flows, outDir, validate: false });
  if (checksSolutions) Validations.of(app).addPlugins(new SolutionsChecks(app));
  app.synth();
  const template = async (name: string): Promise<Template> =>
    JSON.parse(await readFile(join(outDir, `${name}.template.json`), 'utf8')) as Template;
  const { primary, secondary, static: staticTier } = stackNames(settings);
  return {
    folder: outDir,
    settings,
    primary: await template(primary),
    secondary: await template(secondary),
    static: await template(staticTier),
    remove: () => rm(folder, { recursive: true }),
  };
}
