import { AS_ASSUMED } from '../assumed.ts';
import type { Assumed } from '../assumed.ts';
import { breakableListener, type BreakableListener } from '../network/breakable-listener.ts';
import type { HostCertificates } from '../network/certificates.ts';
import { delayed } from '../network/delayed.ts';
import { observed } from '../network/observed.ts';
import type { SourceAddresses } from '../network/source-addresses.ts';
import type { ObservedListener } from '../exchange.ts';
import type { OutsideNetwork } from '../outside/outside-hosts.ts';
import type { RegionModel } from '../deployment.ts';
import { gatewayRequestListener } from '../gateway/gateway-request-listener.ts';
import { allEnded } from '../lambda/environment-process.ts';
import { environmentProcesses } from '../lambda/environment-processes.ts';
import { concurrencyOperations } from '../lambda/api/function-concurrency.ts';
import { configurationOperations } from '../lambda/api/function-configuration.ts';
import { invokeOperation } from '../lambda/api/invoke.ts';
import { lambdaRequestListener } from '../lambda/api/lambda-request-listener.ts';
import type { Served } from '../lambda/invocation-meter.ts';
import { RegionFunctions } from '../lambda/region-functions.ts';
import { ParameterStore } from '../parameters/parameter-store.ts';
import { parametersRequestListener } from '../parameters/parameters-request-listener.ts';
import { s3RequestListener } from '../s3/s3-request-listener.ts';
import { SecretStore, signatureSecretOf } from '../secrets/secret-store.ts';
import { secretsRequestListener } from '../secrets/secrets-request-listener.ts';
import type { FunctionFault } from '../lambda/lambda-function.ts';
import type { BrownOut, HostFault, Route } from '../emulator.ts';
import { systemClock } from '../../contracts/clock.ts';
import { createRandom } from '../../contracts/random.ts';
import { monotonicMs } from './cpu-waits.ts';
import { serveEmulatorProcess } from './serve-emulator-process.ts';

export interface RegionPorts {
  readonly api: number;
  readonly journalBucket: number;
  readonly secretStore: number;
  readonly parameterStore: number;
  /** Lambda's own API, by which functions are invoked and changed. */
  readonly lambda: number;
}

export interface RegionConfig {
  readonly region: RegionModel;
  readonly ports: RegionPorts;
  /** Where the functions find the buckets of both regions by name. */
  readonly bucketNamesPort: number;
  readonly foreignHosts: readonly string[];
  readonly seed: number;
  /** On the way of each request to the API. */
  readonly latencyMs: number;
  /** Who connects to the API. */
  readonly addresses: SourceAddresses;
  /** The API's name in the exchanges that are reported; undefined: none are. */
  readonly observedAs: ObservedListener | undefined;
  /** What its functions find outside AWS. */
  readonly outside: OutsideNetwork;
  /** Of its API; undefined: plain HTTP. */
  readonly certificates: HostCertificates | undefined;
}

/** A part of a region that can be broken. */
export type RegionPart = keyof RegionPorts;

/** One region: its API, functions, journal bucket, secret and parameters. */
const start = async (config: RegionConfig, { note, tell }: Tools) => {
  const { region, ports } = config;
  const outside = config.outside === 'real' ? undefined : config.outside;
  const secretReads = { reads: 0, started: 0, ended: 0 };
  let aheadMs = 0;
  const functions = new RegionFunctions({
    region,
    endpoints: {
      secretsManager: `http://127.0.0.1:${ports.secretStore}`,
      s3: `http://127.0.0.1:${config.bucketNamesPort}`,
      ssm: `http://127.0.0.1:${ports.parameterStore}`,
      lambda: `http://127.0.0.1:${ports.lambda}`,
      authorityFile: outside?.authorityFile,
    },
    environments: environmentProcesses({
      outsidePorts: outside?.ports,
      aheadMs: () => aheadMs,
      onOutput: (from, text) => tell({ kind: 'output', from, text }),
      onLife: (pid, alive) => {
        secretReads[alive ? 'started' : 'ended'] += 1;
        tell({ kind: 'life', pid, alive });
      },
    }),
    note,
  });
  let withholdsSecretsOfCallFlow = false;
  let assumed = AS_ASSUMED;
  const store = new SecretStore(region.secrets, () => assumed.secrets.holdsThoseOfCallFlow);
  const s3 = s3RequestListener({ buckets: region.buckets, note, assumed: () => assumed.s3 });
  const gateway = gatewayRequestListener({
    api: region.api,
    invoke: (id, event, arrivedAtMs, meter) => functions.byId(id).invoke(event, arrivedAtMs, meter),
    onServed: (served) => tell({ kind: 'served', ...onSharedClock(served) }),
    foreignHosts: config.foreignHosts,
    addresses: config.addresses,
    note,
    clock: { nowMs: () => systemClock.nowMs() + aheadMs },
    isTls: config.certificates !== undefined,
    random: createRandom(config.seed, 'gateway').next,
    assumed: () => assumed.gateway,
  });
  const api = delayed(gateway, config.latencyMs);
  const { observedAs } = config;
  const listeners: Record<RegionPart, BreakableListener> = {
    api: await breakableListener(
      ports.api,
      observedAs === undefined
        ? api
        : observed(api, observedAs, (exchange) => tell({ kind: 'exchange', exchange })),
      config.certificates,
    ),
    journalBucket: await breakableListener(ports.journalBucket, s3),
    secretStore: await breakableListener(
      ports.secretStore,
      secretsRequestListener({
        store,
        region: region.region,
        // Reads of the call flow's own secrets are its own affair.
        onFunctionRead: (id) => {
          if (id === signatureSecretOf(region).arn) secretReads.reads += 1;
        },
        isWithheld: (id) => withholdsSecretsOfCallFlow && id !== signatureSecretOf(region).arn,
      }),
    ),
    parameterStore: await breakableListener(
      ports.parameterStore,
      parametersRequestListener({ store: new ParameterStore(), region: region.region }),
    ),
    lambda: await breakableListener(
      ports.lambda,
      lambdaRequestListener({
        region: region.region,
        operations: [
          invokeOperation((name, event, arrivedAtMs) => functions.named(name)?.invoke(event, arrivedAtMs)),
          ...configurationOperations((name) => functions.controlled(name)),
          ...concurrencyOperations((name) => functions.controlled(name)),
        ],
      }),
    ),
  };
  await functions.provision();
  return {
    calls: {
      break: async (parts: readonly RegionPart[], fault: HostFault) => {
        const results = await Promise.allSettled(parts.map((part) => listeners[part].break(fault)));
        const failed = results.find((result) => result.status === 'rejected');
        if (!failed) return;
        // None or all; a part that was broken earlier stays broken until that fault is undone.
        await Promise.all(
          parts
            .filter((_part, at) => results[at]?.status === 'fulfilled')
            .map((part) => listeners[part].restore()),
        );
        throw failed.reason;
      },
      restore: async (parts: readonly RegionPart[]) => {
        await Promise.all(parts.map((part) => listeners[part].restore()));
      },
      assume: (changed: Assumed) => void (assumed = changed),
      setFault: (route: Route, fault: FunctionFault | null) =>
        functions.of(route).setFault(fault ?? undefined),
      setBundle: (route: Route, codeDirectory: string | null) =>
        functions.of(route).setBundle(codeDirectory ?? undefined),
      setCold: (route: Route, readyAfterMs: number | null) =>
        functions.of(route).setCold(readyAfterMs === null ? undefined : { readyAfterMs }),
      setClockAhead: (ms: number) => void (aheadMs = ms),
      setBrownOut: (brownOut: BrownOut | null) => functions.setBrownOut(brownOut ?? undefined),
      setQuota: (environments: number | null) => functions.setQuota(environments ?? Infinity),
      recycle: (route: Route) => functions.of(route).recycle(),
      warm: (route: Route, environments: number) => functions.warm(route, environments),
      coldStartsMs: (route: Route) => functions.of(route).coldStartsMs,
      setSecret: (value: string) => {
        const before = store.replace(signatureSecretOf(region).arn, value);
        functions.recycleAll();
        return before;
      },
      withholdSecretsOfCallFlow: (withholds: boolean) => {
        withholdsSecretsOfCallFlow = withholds;
        functions.recycleAll();
      },
      secretReads: () => secretReads,
      journalKeys: () => region.buckets.flatMap(({ name }) => s3.keys(name)),
      journalObjects: (keys: readonly string[]) =>
        region.buckets.flatMap(({ name }) =>
          keys.flatMap((key) => {
            const object = s3.object(name, key);
            return object ? [{ key, text: object.body.toString('utf8'), writes: object.writes }] : [];
          }),
        ),
    },
    stop: async () => {
      functions.killAll();
      await allEnded();
      await Promise.all(Object.values(listeners).map((listener) => listener.close()));
    },
  };
};

/** Times of this process, on the clock that all processes share. */
function onSharedClock(served: Served): Served {
  const aheadMs = monotonicMs() - performance.now();
  return { ...served, fromMs: served.fromMs + aheadMs, toMs: served.toMs + aheadMs };
}

type Tools = Parameters<Parameters<typeof serveEmulatorProcess>[0]>[1];
export type RegionCalls = Awaited<ReturnType<typeof start>>['calls'];

serveEmulatorProcess<RegionConfig, RegionCalls>(start);
