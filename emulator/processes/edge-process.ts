import { AS_ASSUMED } from '../assumed.ts';
import type { Assumed } from '../assumed.ts';
import { distributionRequestListener } from '../cloudfront/distribution-request-listener.ts';
import type { DistributionModel } from '../deployment.ts';
import { breakableListener } from '../network/breakable-listener.ts';
import type { HostCertificates } from '../network/certificates.ts';
import { observed } from '../network/observed.ts';
import type { SourceAddresses } from '../network/source-addresses.ts';
import type { ObservedListener } from '../exchange.ts';
import { bucketNamesRequestListener } from '../network/bucket-names-request-listener.ts';
import type { HostFault } from '../emulator.ts';
import { monotonicMs } from './cpu-waits.ts';
import { serveEmulatorProcess } from './serve-emulator-process.ts';

export interface EdgeConfig {
  readonly distributions: readonly {
    readonly distribution: DistributionModel;
    readonly port: number;
    /** Its name in the exchanges that are reported; undefined: none are. */
    readonly observedAs: ObservedListener | undefined;
  }[];
  /** Host name of an origin → port. */
  readonly origins: Readonly<Record<string, number>>;
  /** The distributions and these origins speak TLS; undefined: none does. */
  readonly tls:
    | {
        readonly certificates: HostCertificates;
        readonly authority: string;
        readonly origins: readonly string[];
      }
    | undefined;
  readonly bucketNamesPort: number;
  /** Bucket name → port of its region's S3. */
  readonly buckets: Readonly<Record<string, number>>;
  /** Who the viewers are. */
  readonly addresses: SourceAddresses;
  /** Where requests to origins come from, if this machine can choose. */
  readonly localAddress: string | undefined;
}

/** The parts outside the regions: CloudFront and the bucket names. */
const start = async (config: EdgeConfig, { note, tell }: Tools) => {
  const { addresses, localAddress, tls } = config;
  let assumed = AS_ASSUMED;
  const hidden = new Set<string>();
  const connect = (hostName: string) => {
    const port = hidden.has(hostName) ? undefined : config.origins[hostName];
    if (port === undefined) return undefined;
    const isSecure = tls?.origins.includes(hostName) === true;
    return {
      host: '127.0.0.1',
      port,
      ...(localAddress === undefined ? {} : { localAddress }),
      ...(isSecure && { tls: { servername: hostName, ca: tls.authority } }),
    };
  };
  const distributions = await Promise.all(
    config.distributions.map(({ distribution, port, observedAs }) => {
      const listener = distributionRequestListener({
        distribution,
        connect,
        note,
        addresses,
        assumed: () => assumed.cloudFront,
        onForwarded: (viewer, client) => tell({ kind: 'forwarded', atMs: monotonicMs(), viewer, client }),
      });
      return breakableListener(
        port,
        observedAs === undefined
          ? listener
          : observed(listener, observedAs, (exchange) => tell({ kind: 'exchange', exchange })),
        tls?.certificates,
      );
    }),
  );
  const named = (hostNames: readonly string[]) =>
    distributions.filter((_each, at) =>
      hostNames.includes(config.distributions[at]?.distribution.hostName ?? ''),
    );
  const bucketNames = await breakableListener(
    config.bucketNamesPort,
    bucketNamesRequestListener((bucket) => config.buckets[bucket]),
  );
  return {
    calls: {
      assume: (changed: Assumed) => void (assumed = changed),
      // The same assumptions, as new ones: nothing is kept that came of the ones before.
      invalidate: () => void (assumed = { ...assumed, cloudFront: { ...assumed.cloudFront } }),
      /** The origin's name leads nowhere. */
      hide: (hostName: string, isHidden: boolean) => void hidden[isHidden ? 'add' : 'delete'](hostName),
      /** Distributions by their host names. None or all. */
      break: async (hostNames: readonly string[], fault: HostFault) => {
        const broken = named(hostNames);
        const results = await Promise.allSettled(broken.map((each) => each.break(fault)));
        const failed = results.find((result) => result.status === 'rejected');
        if (!failed) return;
        // A distribution that was broken earlier stays broken until that fault is undone.
        await Promise.all(
          broken.filter((_each, at) => results[at]?.status === 'fulfilled').map((each) => each.restore()),
        );
        throw failed.reason;
      },
      restore: async (hostNames: readonly string[]) =>
        void (await Promise.all(named(hostNames).map((each) => each.restore()))),
    },
    stop: async () =>
      void (await Promise.all([...distributions, bucketNames].map((listener) => listener.close()))),
  };
};

type Tools = Parameters<Parameters<typeof serveEmulatorProcess>[0]>[1];
export type EdgeCalls = Awaited<ReturnType<typeof start>>['calls'];

serveEmulatorProcess<EdgeConfig, EdgeCalls>(start);
