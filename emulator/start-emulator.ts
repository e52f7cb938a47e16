import { randomBytes } from 'node:crypto';
import type { Part } from '../contracts/history.ts';
import { readAssembly } from './assembly/read-assembly.ts';
import type { Deployment, RegionModel } from './deployment.ts';
import { describeEmulator, emulatorOutputs } from './describe-emulator.ts';
import { readFunctionSettings } from './function-settings.ts';
import { localizeFunctions, localizeObjects, localizer } from './loopback-names.ts';
import type { LoopbackNames } from './loopback-names.ts';
import { EDGE_LOOPBACK, canComeFrom, sourceAddresses } from './network/source-addresses.ts';
import type { SourceAddresses } from './network/source-addresses.ts';
import { edgeConfig, ofApplications } from './edge-config.ts';
import { allocateMissing, allocatePorts } from './network/allocate-ports.ts';
import { createAuthority, createHostCertificates } from './network/certificates.ts';
import type { EmulatorPorts } from './network/allocate-ports.ts';
import type { EdgeCalls } from './processes/edge-process.ts';
import type { Calls } from './processes/messages.ts';
import type { RegionCalls, RegionConfig, RegionPorts } from './processes/region-process.ts';
import type { StaticCalls, StaticConfig } from './processes/static-process.ts';
import { startEmulatorProcess, type EmulatorProcess } from './processes/emulator-process.ts';
import { signatureSecretOf } from './secrets/secret-store.ts';
import { withSecretsOfCallFlow } from './secrets/secrets-of-call-flow.ts';
import { NOTHING_OUTSIDE, type OutsideNetwork } from './outside/outside-hosts.ts';
import { breakAssumption } from './break-assumption.ts';
import { regionFaults } from './region-faults.ts';
import { EmulatorNews } from './emulator-news.ts';
import type { NewsListeners } from './emulator-news.ts';
import type { RegionRole, Emulator } from './emulator.ts';

export interface EmulatorOptions extends NewsListeners {
  /** Folder of the cloud assembly. */
  readonly assembly: string;
  /** Starts something else in the place of what the assembly describes. Default: as it is described. */
  readonly change?: (deployment: Deployment) => Deployment;
  /** Decides what AWS leaves open, such as the order of query parameters. */
  readonly seed?: number;
  /** Latency added to each request to a region's API, also from CloudFront, ms; default 0. */
  readonly latencyMs?: number;
  /** Loopback address → the source address it represents; all others count as Vonage's. */
  readonly addresses?: SourceAddresses;
  /** What the functions find outside AWS; default: nothing, so that all traffic stays on this machine. */
  readonly outside?: OutsideNetwork | undefined;
  /** What secrets of the call flow's own hold, by name; a text stands in for each other one. */
  readonly secretsOfCallFlow?: Readonly<Record<string, string>>;
  /**
   * The APIs and distributions keep their names of AWS and speak TLS, with certificates of an authority that is made at start. Everything
   * deployed names them as in AWS; `localize` says where they are. Default: plain HTTP under loopback addresses.
   */
  readonly tls?: boolean;
  /** Of an emulator that has stopped: this one stands in its place, on the same ports and with the same secret. */
  readonly identity?: EmulatorIdentity | undefined;
}

/** What stays when an emulator is started anew from another assembly. */
export interface EmulatorIdentity {
  readonly ports: EmulatorPorts;
  readonly signatureSecret: string;
}

export interface StartedEmulator extends Emulator {
  /** PEM of the authority of its certificates; undefined: it speaks plain HTTP. */
  readonly authority: string | undefined;
  readonly identity: EmulatorIdentity;
}

/**
 * Starts both regions and the static tier on loopback.
 * @throws what the assembly lacks or the emulator does not emulate, by name; nothing is left running then
 */
export async function startEmulator({
  assembly,
  change = (deployment) => deployment,
  seed = 1,
  latencyMs = 0,
  addresses = {},
  onFunctionOutput,
  onExchange,
  outside = NOTHING_OUTSIDE,
  secretsOfCallFlow = {},
  tls = false,
  identity,
}: EmulatorOptions): Promise<StartedEmulator> {
  const conditions = { seed, latencyMs, addresses: sourceAddresses(addresses), outside, tls, identity };
  return startDeployment(
    withSecretsOfCallFlow(change(readAssembly(assembly)), secretsOfCallFlow),
    conditions,
    new EmulatorNews({ onFunctionOutput, onExchange }),
  );
}

async function startDeployment(
  deployment: Deployment,
  {
    seed,
    latencyMs,
    addresses,
    outside,
    tls,
    identity: given,
  }: Required<Pick<EmulatorOptions, 'seed' | 'latencyMs' | 'addresses' | 'tls' | 'identity'>> & {
    readonly outside: OutsideNetwork;
  },
  news: EmulatorNews,
): Promise<StartedEmulator> {
  const hostNames = ofApplications(deployment).map(({ distribution }) => distribution.hostName);
  const identity =
    given === undefined
      ? { signatureSecret: randomBytes(32).toString('hex'), ports: await allocatePorts(hostNames) }
      : { ...given, ports: await allocateMissing(given.ports, hostNames) };
  const { signatureSecret, ports } = identity;
  const localAddress = (await canComeFrom(EDGE_LOOPBACK)) ? EDGE_LOOPBACK : undefined;
  const ofHosts = {
    [deployment.primary.api.hostName]: ports.primary.api,
    [deployment.secondary.api.hostName]: ports.secondary.api,
    [deployment.primary.distribution.hostName]: ports.primaryDistribution,
    [deployment.secondary.distribution.hostName]: ports.secondaryDistribution,
    [deployment.static.distribution.hostName]: ports.staticDistribution,
    ...ports.ofApplications,
  };
  const ofServices = {
    ...journalNames(deployment.primary, ports.primary),
    ...journalNames(deployment.secondary, ports.secondary),
    ...serviceNames(deployment.primary, ports.primary),
    ...serviceNames(deployment.secondary, ports.secondary),
  };
  const secure = tls ? await certify(Object.keys(ofHosts)) : undefined;
  const hidden = new Set<string>();
  const toHosts = localizer(ofHosts, tls ? 'https' : 'http');
  /** In what is deployed. */
  const localize = localizer(tls ? ofServices : { ...ofHosts, ...ofServices });
  const outputs = emulatorOutputs(deployment, localize);
  const description = describeEmulator(deployment, outputs, signatureSecret, localize);
  const { websocketUri, callerNumber, outbound, asksForSignature } = readFunctionSettings(deployment.primary);
  const { websocketUri: secondaryUri } = readFunctionSettings(deployment.secondary);
  const websocketUris =
    websocketUri === null || secondaryUri === null
      ? null
      : { primary: websocketUri, secondary: secondaryUri };

  const started: EmulatorProcess<Calls>[] = [];
  let stopping: Promise<void> | undefined;
  const stop = () => (stopping ??= Promise.all(started.map((one) => one.stop())).then(() => undefined));
  const start = async <C extends Calls>(
    part: Part,
    name: string,
    file: string,
    config: unknown,
  ): Promise<EmulatorProcess<C>> => {
    const one = await startEmulatorProcess<C>({
      name,
      file: new URL(`./processes/${file}`, import.meta.url),
      config,
      onNews: (said) => news.take(part, said),
      onLost: (detail) => news.lost(name, detail),
    });
    started.push(one as unknown as EmulatorProcess<Calls>);
    return one;
  };
  const startRegion = (role: RegionRole, regionSeed: number) =>
    start<RegionCalls>(role, `the ${role} region (${deployment[role].region})`, 'region-process.ts', {
      region: localizeFunctions(withSecret(deployment[role], signatureSecret), localize),
      ports: ports[role],
      bucketNamesPort: ports.bucketNames,
      foreignHosts: distributionNames(deployment, ports),
      seed: regionSeed,
      latencyMs,
      addresses,
      observedAs: news.wantsExchanges ? role : undefined,
      outside,
      certificates: secure?.certificates,
    } satisfies RegionConfig);

  const starting = [
    startRegion('primary', seed),
    startRegion('secondary', seed + 1),
    start<StaticCalls>('static', 'the static tier', 'static-process.ts', {
      buckets: deployment.static.buckets.map((bucket) => localizeObjects(bucket, localize)),
      port: ports.staticBucket,
    } satisfies StaticConfig),
    start<EdgeCalls>(
      'edge',
      'the edge',
      'edge-process.ts',
      edgeConfig(deployment, ports, {
        addresses,
        localAddress,
        isObserved: news.wantsExchanges,
        tls: secure && {
          ...secure,
          origins: [deployment.primary, deployment.secondary].map(({ api }) => api.hostName),
        },
      }),
    ),
  ] as const;
  const settled = await Promise.allSettled(starting);
  const failed = settled.find((result) => result.status === 'rejected');
  if (failed) {
    await stop();
    throw failed.reason;
  }
  const regions = { primary: await starting[0], secondary: await starting[1] };
  const [staticTier, edge] = [await starting[2], await starting[3]];
  const hasStopped = (): boolean => stopping !== undefined;
  return {
    description,
    identity,
    outputs,
    websocketUris,
    callerNumber,
    outbound,
    asksForSignature,
    authority: secure?.authority,
    localize: (text) =>
      [...hidden].some((name) => text.includes(`//${name}/`)) ? text : toHosts(localize(text)),
    onNote: (listener) => news.onNote(listener),
    onCpuWait: (listener) => news.onCpuWait(listener),
    onServed: (listener) => news.onServed(listener),
    viewerOf: (client) => news.viewerOf(client),
    settled: async () => void (await Promise.all(started.map((one) => one.settled()))),
    functionOutput: () => news.functionOutput,
    ...regionFaults(deployment, regions, { edge, staticTier, hidden }, hasStopped),
    breakAssumption: breakAssumption([regions.primary, regions.secondary, staticTier, edge], hasStopped),
    stop,
  };
}

async function certify([first, ...more]: readonly string[]) {
  if (first === undefined) throw new Error('Expected hosts of the deployment; found none.');
  const authority = await createAuthority();
  return {
    authority: authority.cert,
    certificates: await createHostCertificates([first, ...more], authority),
  };
}

/** A journal's own port, without the name service, so that it is unreachable when its region is. */
const journalNames = ({ buckets }: RegionModel, { journalBucket }: RegionPorts): LoopbackNames =>
  Object.fromEntries(
    buckets.map(({ name, region }) => [`${name}.s3.${region}.amazonaws.com`, `${journalBucket}/${name}`]),
  );

const serviceNames = (
  { region }: RegionModel,
  { secretStore, parameterStore, lambda }: RegionPorts,
): LoopbackNames => ({
  [`secretsmanager.${region}.amazonaws.com`]: secretStore,
  [`ssm.${region}.amazonaws.com`]: parameterStore,
  [`lambda.${region}.amazonaws.com`]: lambda,
});

const distributionNames = (
  { primary, secondary, static: tier }: Deployment,
  ports: EmulatorPorts,
): string[] => [
  primary.distribution.hostName,
  secondary.distribution.hostName,
  tier.distribution.hostName,
  ...Object.keys(ports.ofApplications),
  ...[
    ports.primaryDistribution,
    ports.secondaryDistribution,
    ports.staticDistribution,
    ...Object.values(ports.ofApplications),
  ].map((port) => `127.0.0.1:${port}`),
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
