import type { Deployment, DistributionModel } from './deployment.ts';
import type { EmulatorPorts } from './network/allocate-ports.ts';
import type { EdgeConfig } from './processes/edge-process.ts';
import type { ObservedListener } from './exchange.ts';
import type { RegionRole } from './emulator.ts';

/** The distributions of applications in both regions. */
export const ofApplications = (
  deployment: Deployment,
): readonly { readonly role: RegionRole; readonly distribution: DistributionModel }[] =>
  (['primary', 'secondary'] as const).flatMap((role) =>
    deployment[role].ofApplications.map((distribution) => ({ role, distribution })),
  );

/** The edge's configuration: its distributions, and the ports of origins and buckets. */
export function edgeConfig(
  deployment: Deployment,
  ports: EmulatorPorts,
  {
    isObserved,
    ...network
  }: Pick<EdgeConfig, 'addresses' | 'localAddress' | 'tls'> & { readonly isObserved: boolean },
): EdgeConfig {
  const { primary, secondary, static: tier } = deployment;
  const staticHosts = tier.buckets.map(({ name, region }) => [
    `${name}.s3.${region}.amazonaws.com`,
    ports.staticBucket,
  ]);
  const bucketsOf = (role: RegionRole) =>
    deployment[role].buckets.map(({ name }) => [name, ports[role].journalBucket]);
  const nameOf = (name: ObservedListener) => (isObserved ? name : undefined);
  return {
    ...network,
    distributions: [
      {
        distribution: primary.distribution,
        port: ports.primaryDistribution,
        observedAs: nameOf('primary distribution'),
      },
      {
        distribution: secondary.distribution,
        port: ports.secondaryDistribution,
        observedAs: nameOf('secondary distribution'),
      },
      ...ofApplications(deployment).map(({ role, distribution }) => ({
        distribution,
        port: ports.ofApplications[distribution.hostName] ?? 0,
        observedAs: nameOf(`${role} distribution`),
      })),
      {
        distribution: tier.distribution,
        port: ports.staticDistribution,
        observedAs: nameOf('static'),
      },
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
