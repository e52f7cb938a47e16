import { readFileSync } from 'node:fs';
import { App } from 'aws-cdk-lib';
import { RegionalStack } from './regional-stack.ts';
import type { FlowShapes } from '../contracts/call-flow-report.ts';
import type { FunctionName } from '../contracts/routes.ts';
import type { Settings } from '../contracts/settings/settings-schema.ts';
import { StaticStack } from './static-stack.ts';

/** Feature flags: the same ones with the CDK CLI and without it. */
const { context } = JSON.parse(readFileSync(new URL('../cdk.json', import.meta.url), 'utf8')) as {
  readonly context: Readonly<Record<string, unknown>>;
};

/** The three stacks; no reference leads from one to another. */
export const buildApp = ({
  settings,
  bundles,
  flows,
  outDir,
  validate,
}: {
  readonly settings: Settings;
  readonly bundles: Readonly<Record<FunctionName, string>>;
  readonly flows: FlowShapes;
  readonly outDir: string;
  /** Lets the CDK check the templates against CloudFormation's own rules: a useful second check, but slow. */
  readonly validate: boolean;
}): App => {
  const app = new App({
    outdir: outDir,
    context,
    analyticsReporting: false,
    treeMetadata: false,
    stackTraces: false,
    builtinCloudFormationValidation: validate,
  });
  new StaticStack(app, settings);
  new RegionalStack(app, { settings, role: 'secondary', bundles, flows });
  new RegionalStack(app, { settings, role: 'primary', bundles, flows });
  return app;
};
