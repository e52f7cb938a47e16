import { environmentName } from '../../contracts/settings/environment-name.ts';
import { ownSettings } from '../../contracts/settings/own-settings.ts';
import type { Io } from '../kit/io.ts';
import { INTERRUPTED } from '../kit/interruption.ts';
import type { OutputsFile, RegionalOutputs } from '../../contracts/outputs.ts';
import { CommandError } from '../kit/command-error.ts';
import { readNewSecret } from '../rotate/read-new-secret.ts';
import type { Input } from '../rotate/read-new-secret.ts';
import { inOrder } from '../stacks/assembly.ts';
import type { Assembly, AssemblyStack } from '../stacks/assembly.ts';
import type { CloudOptions } from '../stacks/aws/open-cloud.ts';
import { awsEndpoint } from '../stacks/aws-endpoint.ts';
import type { Cloud } from '../stacks/cloud.ts';
import { earlierOutputs, keepOutputs, mustBeWritable } from '../stacks/outputs-file.ts';
import { readAssembly } from '../stacks/read-assembly.ts';
import { conditionOf } from '../stacks/cloud.ts';
import { synthesize } from '../stacks/synthesize.ts';
import { checkExampleSettings } from './checks/check-example-settings.ts';
import type { Check } from './checks/check.ts';
import { printChecks } from './checks/check.ts';
import { runChecks } from './checks/run-checks.ts';
import type { Checked } from './checks/run-checks.ts';
import type { DeployOptions } from './deploy-flags.ts';
import { describePlan } from './plan/describe-plan.ts';
import { printPlan } from './plan/print-plan.ts';
import { afterStop } from './sequence/after-stop.ts';
import { atTheEnd, isWhole } from './sequence/at-the-end.ts';
import { deployStacks } from './sequence/deploy-stacks.ts';
import { keepFlows } from './sequence/keep-flows.ts';
import type { Deployed } from './sequence/deploy-stacks.ts';

/** What the command is given from outside. */
export interface Surroundings {
  readonly io: Io;
  readonly stdin: Input;
  readonly openCloud: (options: CloudOptions) => Cloud;
  /** What it writes of the call flow, for the next synthesis. */
  readonly deployedFlows: string;
}

/** Returns the exit code. @throws CommandError */
export async function runDeploy(options: DeployOptions, surroundings: Surroundings): Promise<number> {
  const { io } = surroundings;
  try {
    return await withAssembly(options, io, (assembly) => planOrDeploy(assembly, options, surroundings));
  } catch (error) {
    if (!io.signal.aborted) throw error;
    io.stderr('Interrupted. Nothing was written.');
    return INTERRUPTED;
  }
}

/** Gives it the assembly that is named, or a new one that is removed afterwards. */
async function withAssembly<T>(
  { assembly }: DeployOptions,
  io: Io,
  work: (assembly: Assembly) => Promise<T>,
): Promise<T> {
  const settings = ownSettings();
  if (assembly !== undefined) return work(readAssembly(assembly, settings));
  const { folder, remove } = await synthesize(io);
  try {
    return await work(readAssembly(folder, settings));
  } finally {
    remove();
  }
}

async function planOrDeploy(
  assembly: Assembly,
  options: DeployOptions,
  surroundings: Surroundings,
): Promise<number> {
  if (!options.plan) return deploy(assembly, options, surroundings);
  const plan = describePlan(assembly, ownSettings());
  surroundings.io.stdout(options.json ? JSON.stringify(plan) : printPlan(plan).join('\n'));
  return 0;
}

async function deploy(
  assembly: Assembly,
  options: DeployOptions,
  { io, stdin, openCloud, deployedFlows }: Surroundings,
): Promise<number> {
  const settings = ownSettings();
  const stacks = stacksToDeploy(assembly, options.without);
  await mustBeWritable(options.outputs);
  const endpoint = awsEndpoint(io.env);
  const secret = await givenSecret(options, stdin, io);
  const onLine = (line: string): void => io.stderr(`  ${line}`);
  const cloud = openCloud({ endpoint, onLine, signal: io.signal });
  if (endpoint !== undefined) io.stderr(`All requests go to ${endpoint}, not to AWS.`);
  const given = { secret, withoutSecret: options.withoutSecret, adopt: options.adopt };
  const checked = await runChecks(stacks, given, cloud);
  const checks = [SYNTHESIS, ...namedEnvironment(), checkExampleSettings(settings), ...checked.checks];
  io.stderr(['Checks', ...printChecks(checks)].join('\n'));
  io.signal.throwIfAborted();
  const failed = checks.filter(({ state }) => state === 'failed');
  if (failed.length > 0) {
    io.stderr(`\nNothing was written. Fix the ${String(failed.length)} failed checks first.`);
    return 1;
  }
  io.keepUnprinted(`${options.outputs}.log`);
  const left = inOrder(assembly).filter((stack) => !stacks.includes(stack));
  const known = await knownOutputs(stacks, left, checked, options.outputs);
  // An endpoint in AWS's place is for trying: its calls are not the ones that a synthesis must not lose.
  const flows =
    cloud.endpoint === undefined ? keepFlows(deployedFlows, assembly, settings, io.nowMs) : undefined;
  const deployed = await deployStacks({
    assembly,
    stacks,
    leftOut: left.flatMap(({ name, role }) =>
      role === 'static' || known[name] === undefined ? [] : [known[name] as unknown as RegionalOutputs],
    ),
    secret,
    withoutSecret: options.withoutSecret,
    toAdopt: checked.toAdopt,
    outputs: keepOutputs(options.outputs, known),
    flows,
    cloud,
    io,
    readBackTimeout: options.readBackTimeout,
  });
  await flows?.end(haveBothRegions(deployed), io);
  const unknown = left.filter(({ role, name }) => role !== 'static' && known[name] === undefined);
  const missing = unknown.map(({ region }) => region);
  return tellEnd(deployed, checked, { ...options, missing }, cloud, io);
}

/** Whether both serving regions have what was deployed. */
const haveBothRegions = ({ outcomes }: Deployed): boolean =>
  outcomes.filter(
    ({ stack, state }) => stack.role !== 'static' && (state === 'deployed' || state === 'probed'),
  ).length === 2;

async function tellEnd(
  { outcomes, stop }: Deployed,
  { found }: Checked,
  { outputs, without, withoutSecret, missing }: DeployOptions & { readonly missing: readonly string[] },
  cloud: Cloud,
  io: Io,
): Promise<number> {
  if (stop === undefined) {
    const ended = { outcomes, endpoint: cloud.endpoint, without, missing, outputs, withoutSecret };
    io.stdout(`\n${atTheEnd(ended).join('\n')}`);
    return isWhole(ended) ? 0 : 2;
  }
  const { region, name } = stop.stack;
  const now = await cloud.stack(region, name).catch(() => undefined);
  const before = new Set([...found].flatMap(([role, stack]) => (conditionOf(stack) === 'up' ? [role] : [])));
  io.stdout(`\n${afterStop({ stop, outcomes, before, now }).join('\n')}`);
  return io.signal.aborted ? INTERRUPTED : 1;
}

/** It would not have come to an end otherwise. */
const SYNTHESIS: Check = {
  state: 'ok',
  where: 'synthesis',
  about: 'templates',
  found: 'settings, bundles, static NCCOs and the independence of the stacks',
};

/** Where settings.ts has environments. */
function namedEnvironment(): readonly Check[] {
  const found = environmentName();
  return found === undefined ? [] : [{ state: 'ok', where: 'settings', about: 'environment', found }];
}

/** @throws CommandError for a region that is none of them */
function stacksToDeploy(assembly: Assembly, without: readonly string[]): readonly AssemblyStack[] {
  const stacks = inOrder(assembly);
  const regions = stacks.map(({ region }) => region);
  const unknown = without.find((region) => !regions.includes(region));
  if (unknown !== undefined)
    throw new CommandError(`--without: expected one of ${regions.join(', ')}, found "${unknown}".`);
  const left = stacks.filter(({ region }) => !without.includes(region));
  if (left.length === 0)
    throw new CommandError('--without: expected at least one region to deploy, found none.');
  return left;
}

async function givenSecret({ secretFile }: DeployOptions, stdin: Input, io: Io): Promise<string | undefined> {
  if (secretFile === undefined) return undefined;
  const { secret, remarks } = await readNewSecret(secretFile === '-' ? undefined : secretFile, stdin);
  for (const remark of remarks) io.stderr(remark);
  return secret;
}

/** Outputs of the stacks that are up; of those that are left as they are, what an earlier run has written. */
async function knownOutputs(
  stacks: readonly AssemblyStack[],
  left: readonly AssemblyStack[],
  { found }: Checked,
  file: string,
): Promise<OutputsFile> {
  const known = stacks.flatMap(({ role, name }) => {
    const stack = found.get(role);
    return stack !== undefined && conditionOf(stack) === 'up' ? [[name, stack.outputs] as const] : [];
  });
  const earlier = await Promise.all(
    left.map(async ({ name }) => [name, await earlierOutputs(file, name)] as const),
  );
  return Object.fromEntries([
    ...known,
    ...earlier.flatMap(([name, outputs]) => (outputs === undefined ? [] : [[name, outputs] as const])),
  ]);
}
