import type { Io } from '../../kit/io.ts';
import type { RegionalOutputs } from '../../../contracts/outputs.ts';
import { describeAwsProblem } from '../../kit/aws-problem.ts';
import { lookUntil } from '../../kit/look-until.ts';
import type { Timeout } from '../../kit/read-back-flag.ts';
import { inOrder } from '../../stacks/assembly.ts';
import type { Assembly, AssemblyStack } from '../../stacks/assembly.ts';
import type { Cloud, NamedBucket } from '../../stacks/cloud.ts';
import type { OutputsKeeper } from '../../stacks/outputs-file.ts';
import { readBack } from '../../stacks/read-back.ts';
import { putStackRecord } from '../../stacks/stack-record.ts';
import { conditionOf } from '../../stacks/cloud.ts';
import { settingsInTemplate } from '../checks/settings-in-template.ts';
import type { FlowsKeeper } from './keep-flows.ts';
import { untouched } from './outcome.ts';
import type { StackOutcome } from './outcome.ts';
import { probeRegion } from './probe-region.ts';
import { probeStatic } from './probe-static.ts';
import { setSecret } from './set-secret.ts';
import { tryAgain } from './try-again.ts';
import { deploymentRecord, recordedBefore, writeRecord } from './write-record.ts';

const EVERY_MS = 1_000;

export interface Deployment {
  readonly assembly: Assembly;
  /** Those that are deployed, in order. */
  readonly stacks: readonly AssemblyStack[];
  /** Outputs of a serving region that is left as it is, where they are known. */
  readonly leftOut: readonly RegionalOutputs[];
  readonly secret: string | undefined;
  /** A region may be left without one. */
  readonly withoutSecret: boolean;
  readonly toAdopt: ReadonlyMap<string, readonly NamedBucket[]>;
  readonly outputs: OutputsKeeper;
  /** Undefined: not kept. */
  readonly flows: FlowsKeeper | undefined;
  readonly cloud: Cloud;
  readonly io: Io;
  readonly readBackTimeout: Timeout;
}

/** Where a run stopped, and why. */
export interface Stop {
  readonly stack: AssemblyStack;
  readonly at: string;
  readonly problem: string;
}

export interface Deployed {
  readonly outcomes: readonly StackOutcome[];
  /** Undefined: everything was done. */
  readonly stop: Stop | undefined;
}

class StopError extends Error {
  readonly stop: Stop;
  constructor(stop: Stop) {
    super(stop.problem);
    this.stop = stop;
  }
}

/** Stack by stack: each one up, read back and probed before the next is touched; then the record. Never rejects. */
export async function deployStacks(deployment: Deployment): Promise<Deployed> {
  const outcomes = deployment.stacks.map(untouched);
  try {
    const configured = new Map<string, boolean>();
    for (const [index, outcome] of outcomes.entries()) {
      const { role, name, region } = outcome.stack;
      deployment.io.stderr(
        `\n${String(index + 1)} of ${String(outcomes.length)}: ${role}, ${name} (${region})`,
      );
      await bringUp(outcome, deployment);
      configured.set(region, await prove(outcome, deployment));
    }
    await exchangeRecords(outcomes, configured, deployment);
    return { outcomes, stop: undefined };
  } catch (error) {
    if (error instanceof StopError) return { outcomes, stop: error.stop };
    throw error;
  }
}

/** Runs one step; what goes wrong in it stops the run there. */
const step = async <T>(
  stack: AssemblyStack,
  at: string,
  { endpoint }: Pick<Cloud, 'endpoint'>,
  work: () => Promise<T>,
): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    const isInterrupted = (error as Error).name === 'AbortError';
    const problem = isInterrupted
      ? 'interrupted'
      : describeAwsProblem(error, { region: stack.region, endpoint });
    throw new StopError({ stack, at, problem });
  }
};

async function bringUp(
  outcome: StackOutcome,
  { assembly, toAdopt, outputs, flows, cloud, io, readBackTimeout }: Deployment,
): Promise<void> {
  const { stack } = outcome;
  const { name, region, role } = stack;
  await step(stack, 'before it was begun', cloud, async () => io.signal.throwIfAborted());
  const buckets = toAdopt.get(role) ?? [];
  if (role !== 'static' && flows !== undefined) await step(stack, 'before it was begun', cloud, flows.begin);
  outcome.state = 'deploying';
  if (buckets.length > 0) {
    io.stderr(`  taking over ${buckets.map((bucket) => bucket.name).join(', ')}`);
    await step(stack, 'taking its buckets over', cloud, () => cloud.adoptBuckets(stack, buckets));
  }
  await step(stack, 'its stack', cloud, async () => {
    await cloud.deploy(assembly.folder, stack);
    const found = await lookUntil(
      () => cloud.stack(region, name),
      (seen) => !['none', 'busy'].includes(conditionOf(seen)),
      { timeoutMs: readBackTimeout.ms, everyMs: EVERY_MS, nowMs: io.nowMs, pause: io.pause },
    );
    if (found === undefined || conditionOf(found) !== 'up')
      throw new Error(`expected it to be up, found ${found?.status ?? 'no stack'}`);
    outcome.state = 'deployed';
    await outputs.set(name, found.outputs);
  });
  const lookAt = async (): Promise<void> => {
    const { found, missing, notLookedUp } = await readBack(stack, cloud);
    Object.assign(outcome, { found, missing, notLookedUp });
    // An AWS-compatible endpoint may lack resources, which the report names; AWS may not.
    if (missing.length > 0 && cloud.endpoint === undefined)
      throw new Error(
        `expected every resource of the stack, found none for ${missing.join(', ')}: it was deleted by hand. To fix this: remove it from the stack and deploy, then add it again and deploy; CloudFormation creates it again only then`,
      );
  };
  await step(stack, 'reading it back', cloud, () => tryAgain('read back', lookAt, io));
  const of = `${String(outcome.found)} of ${String(Object.keys(stack.template.Resources).length)} resources`;
  io.stderr(`  read back: ${of} are there`);
}

/** @returns whether the region holds a secret; the static tier needs none */
async function prove(outcome: StackOutcome, deployment: Deployment): Promise<boolean> {
  const { stack } = outcome;
  const { outputs, cloud, io, secret, withoutSecret, readBackTimeout } = deployment;
  const of = outputs.of(stack.name) ?? {};
  if (stack.role === 'static') {
    if (cloud.endpoint === undefined)
      await proven(outcome, 'its probe', deployment, () => probeStatic(of['StaticFallbackUrl'] ?? '', io));
    else outcome.unproven.push('its distribution was not probed: an endpoint serves none');
    outcome.state = 'probed';
    return true;
  }
  const regional = of as unknown as RegionalOutputs;
  // The account stands in names only.
  const { mode } = settingsInTemplate(stack, '').source ?? {};
  const { isConfigured, description } = await step(stack, 'its secret', cloud, () =>
    setSecret(regional, { secret, mayBeNone: withoutSecret, mode, readBackTimeout }, cloud),
  );
  io.stderr(`  secret: ${description}`);
  await proven(outcome, 'its probe', deployment, () => probeRegion(regional, 'own', isConfigured, cloud));
  outcome.state = 'probed';
  return isConfigured;
}

/** A probe: stops the run where it fails; at an endpoint, which need not run what it keeps, it is noted. */
async function proven(
  outcome: StackOutcome,
  what: string,
  { cloud, io }: Deployment,
  probe: () => Promise<string>,
): Promise<void> {
  if (cloud.endpoint === undefined) {
    io.stderr(`  probe: ${await step(outcome.stack, what, cloud, () => tryAgain('probe', probe, io))}`);
    return;
  }
  try {
    io.stderr(`  probe: ${await probe()}`);
  } catch (error) {
    const asked = { region: outcome.stack.region, endpoint: cloud.endpoint };
    outcome.unproven.push(`${what} failed: ${describeAwsProblem(error, asked)}`);
  }
}

/**
 * Writes the deployment record into each region, the secondary first, and beside it each stack's outputs, for use when a region is
 * down (npm run outputs); then each region probes the other one's CloudFront distribution.
 */
async function exchangeRecords(
  outcomes: readonly StackOutcome[],
  configured: ReadonlyMap<string, boolean>,
  deployment: Deployment,
): Promise<void> {
  const { assembly, leftOut, outputs, cloud, io } = deployment;
  const serving = outcomes.filter(({ stack }) => stack.role !== 'static');
  const outputsOf = ({ stack }: StackOutcome) => (outputs.of(stack.name) ?? {}) as unknown as RegionalOutputs;
  const written = deploymentRecord([...serving.map(outputsOf), ...leftOut], io.nowMs());
  const isOurs = (region: string): boolean => inOrder(assembly).some((stack) => stack.region === region);
  io.stderr('\nDeployment record');
  for (const { stack } of serving) {
    await step(stack, 'the deployment record', cloud, async () => {
      const before = await recordedBefore(stack.region, assembly.name, isOurs, cloud);
      // Of a region that was left out, and whose outputs are not known here, what the last run has written stays.
      const record = { ...written, regions: { ...before, ...written.regions } };
      // Of a stack that was left out, the record of the last run stays.
      const ofStacks = outcomes.map(({ stack: { name } }) =>
        putStackRecord(
          { region: stack.region, deployment: assembly.name, stack: name },
          { writtenAt: written.writtenAt, outputs: outputs.of(name) ?? {} },
          cloud,
          deployment,
        ),
      );
      await Promise.all([writeRecord(stack.region, assembly.name, record, cloud, deployment), ...ofStacks]);
    });
    io.stderr(`  ${stack.region}: written, and read back`);
  }
  // A single region has no other one to probe.
  if (serving.length < 2) return;
  for (const outcome of serving) {
    const isConfigured = configured.get(outcome.stack.region) ?? false;
    await proven(outcome, "asking the other region's distribution", deployment, () =>
      probeRegion(outputsOf(outcome), 'other', isConfigured, cloud),
    );
  }
}
