import { randomBytes } from 'node:crypto';
import { readAssembly } from './assembly/read-assembly.ts';
import type { Deployment, RegionModel } from './deployment.ts';
import { describeWorld, worldOutputs } from './describe-world.ts';
import { readFunctionSettings } from './function-settings.ts';
import { localizeObjects, localizer } from './loopback-names.ts';
import type { LoopbackNames } from './loopback-names.ts';
import { freePorts } from './network/free-ports.ts';
import type { EdgeCalls, EdgeConfig } from './processes/edge-process.ts';
import type { Calls } from './processes/messages.ts';
import type { RegionCalls, RegionConfig, RegionPorts } from './processes/region-process.ts';
import type { StaticConfig } from './processes/static-process.ts';
import { startWorldProcess, type WorldProcess } from './processes/world-process.ts';
import { signatureSecretOf } from './secrets/signature-secret-of.ts';
import { regionFaults } from './region-faults.ts';
import { WorldNews } from './world-news.ts';
import type { RegionRole, World } from './world.ts';

export interface WorldOptions {
  /** Folder of the cloud assembly. */
  readonly assembly: string;
  /** Decides what AWS leaves open, such as the order of query parameters. */
  readonly seed?: number;
  /** How much longer each request takes to a region's API, also from its front, ms; 0 when left out. */
  readonly latencyMs?: number;
  /** Each line that a function writes. */
  readonly onFunctionOutput?: (line: string) => void;
}

/**
 * Starts both regions and the static tier on loopback.
 * @throws what the assembly lacks or the world does not emulate, by name; nothing is left running then
 */
export async function startWorld({
  assembly,
  seed = 1,
  latencyMs = 0,
  onFunctionOutput,
}: WorldOptions): Promise<World> {
  return startDeployment(readAssembly(assembly), { seed, latencyMs }, new WorldNews(onFunctionOutput));
}

async function startDeployment(
  deployment: Deployment,
  { seed, latencyMs }: Required<Pick<WorldOptions, 'seed' | 'latencyMs'>>,
  news: WorldNews,
): Promise<World> {
  const signatureSecret = randomBytes(32).toString('hex');
  const ports = await allocatePorts();
  const names = {
    [deployment.primary.api.hostName]: ports.primary.api,
    [deployment.secondary.api.hostName]: ports.secondary.api,
    [deployment.primary.front.hostName]: ports.primaryFront,
    [deployment.secondary.front.hostName]: ports.secondaryFront,
    [deployment.static.distribution.hostName]: ports.staticDistribution,
    ...journalNames(deployment.primary, ports.primary),
    ...journalNames(deployment.secondary, ports.secondary),
    [secretsManagerName(deployment.primary)]: ports.primary.secretStore,
    [secretsManagerName(deployment.secondary)]: ports.secondary.secretStore,
  };
  const localize = localizer(names);
  const outputs = worldOutputs(deployment, localize);
  const description = describeWorld(deployment, outputs, signatureSecret, localize);
  const websocketUris = {
    primary: readFunctionSettings(deployment.primary).websocketUri,
    secondary: readFunctionSettings(deployment.secondary).websocketUri,
  };

  const started: WorldProcess<Calls>[] = [];
  let stopping: Promise<void> | undefined;
  const stop = () => (stopping ??= Promise.all(started.map((one) => one.stop())).then(() => undefined));
  const start = async <C extends Calls>(
    name: string,
    file: string,
    config: unknown,
  ): Promise<WorldProcess<C>> => {
    const one = await startWorldProcess<C>({
      name,
      file: new URL(`./processes/${file}`, import.meta.url),
      config,
      onNews: (said) => news.take(name, said),
      onLost: (detail) => news.lost(name, detail),
    });
    started.push(one as unknown as WorldProcess<Calls>);
    return one;
  };
  const startRegion = (role: RegionRole, regionSeed: number) =>
    start<RegionCalls>(`the ${role} region (${deployment[role].region})`, 'region-process.ts', {
      region: withSecret(deployment[role], signatureSecret),
      ports: ports[role],
      bucketNamesPort: ports.bucketNames,
      foreignHosts: frontNames(deployment, ports),
      seed: regionSeed,
      latencyMs,
    } satisfies RegionConfig);

  const starting = [
    startRegion('primary', seed),
    startRegion('secondary', seed + 1),
    start('the static tier', 'static-process.ts', {
      buckets: deployment.static.buckets.map((bucket) => localizeObjects(bucket, localize)),
      port: ports.staticBucket,
    } satisfies StaticConfig),
    start<EdgeCalls>('the edge', 'edge-process.ts', edgeConfig(deployment, ports)),
  ] as const;
  const settled = await Promise.allSettled(starting);
  const failed = settled.find((result) => result.status === 'rejected');
  if (failed) {
    await stop();
    throw failed.reason;
  }
  const regions = { primary: await starting[0], secondary: await starting[1] };
  return {
    description,
    outputs,
    websocketUris,
    localize,
    onNote: (listener) => news.onNote(listener),
    onStall: (listener) => news.onStall(listener),
    functionOutput: () => news.functionOutput,
    ...regionFaults(regions, await starting[3], () => stopping !== undefined),
    stop,
  };
}

type Ports = Awaited<ReturnType<typeof allocatePorts>>;

async function allocatePorts() {
  const ports = await freePorts(11);
  const next = () => ports.pop() ?? 0;
  const region = (): RegionPorts => ({ api: next(), journalBucket: next(), secretStore: next() });
  return {
    primary: region(),
    secondary: region(),
    primaryFront: next(),
    secondaryFront: next(),
    staticDistribution: next(),
    staticBucket: next(),
    bucketNames: next(),
  };
}

/** A journal's own port: not through the name service, so that it is away when its region is. */
const journalNames = ({ buckets }: RegionModel, { journalBucket }: RegionPorts): LoopbackNames =>
  Object.fromEntries(
    buckets.map(({ name, region }) => [`${name}.s3.${region}.amazonaws.com`, `${journalBucket}/${name}`]),
  );

const secretsManagerName = ({ region }: RegionModel): string => `secretsmanager.${region}.amazonaws.com`;

function edgeConfig(deployment: Deployment, ports: Ports): EdgeConfig {
  const { primary, secondary, static: tier } = deployment;
  const staticHosts = tier.buckets.map(({ name, region }) => [
    `${name}.s3.${region}.amazonaws.com`,
    ports.staticBucket,
  ]);
  const bucketsOf = (role: RegionRole) =>
    deployment[role].buckets.map(({ name }) => [name, ports[role].journalBucket]);
  return {
    distributions: [
      { distribution: primary.front, port: ports.primaryFront },
      { distribution: secondary.front, port: ports.secondaryFront },
      { distribution: tier.distribution, port: ports.staticDistribution },
    ],
    origins: {
      [primary.api.hostName]: ports.primary.api,
      [secondary.api.hostName]: ports.secondary.api,
      ...(Object.fromEntries(staticHosts) as Record<string, number>),
    },
    bucketNamesPort: ports.bucketNames,
    buckets: Object.fromEntries([...bucketsOf('primary'), ...bucketsOf('secondary')]) as Record<
      string,
      number
    >,
  };
}

const frontNames = ({ primary, secondary, static: tier }: Deployment, ports: Ports): string[] => [
  primary.front.hostName,
  secondary.front.hostName,
  tier.distribution.hostName,
  ...[ports.primaryFront, ports.secondaryFront, ports.staticDistribution].map((port) => `127.0.0.1:${port}`),
];

/** What the operator does after the first deploy: the placeholder gives way to the application's secret. */
function withSecret(region: RegionModel, current: string): RegionModel {
  const value = JSON.stringify({ current, next: null, previous: null });
  const { arn } = signatureSecretOf(region);
  return {
    ...region,
    secrets: region.secrets.map((secret) => (secret.arn === arn ? { ...secret, value } : secret)),
  };
}
