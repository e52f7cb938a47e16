import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import type { DomainSettings } from '../../contracts/settings/settings-schema.ts';
import { createCustomDomain } from './custom-domain.ts';
import { addFailoverRecords } from './failover-records.ts';
import { createHealthCheck } from './health-check.ts';

export interface DomainProps {
  readonly domain: DomainSettings;
  readonly role: 'primary' | 'secondary';
  /** Name of the stack, which carries the region. */
  readonly stackName: string;
  readonly api: RestApi;
  /** Whether the API takes IPv6. */
  readonly isIpv6: boolean;
}

/**
 * This region's resources for the failover name: certificate, custom domain, health check and failover record. The other
 * stack has its own; neither refers to the other.
 * @returns the host of this region's record, which reaches this region wherever the name resolves to
 */
export const addDomain = (
  scope: Construct,
  { domain, role, stackName, api, isIpv6 }: DomainProps,
): string => {
  const { name, hostedZoneId, hostedZoneName } = domain;
  // By its attributes: a look-up would need an account and a network at synth.
  const zone = HostedZone.fromHostedZoneAttributes(scope, 'HostedZone', {
    hostedZoneId,
    zoneName: hostedZoneName,
  });
  const customDomain = createCustomDomain(scope, { name, zone, api, isIpv6 });
  addFailoverRecords(scope, {
    name,
    zone,
    role,
    setIdentifier: stackName,
    customDomain,
    healthCheck: createHealthCheck(scope, { api, name: stackName }),
    isIpv6,
  });
  return customDomain.domainName.domainNameAliasDomainName;
};
