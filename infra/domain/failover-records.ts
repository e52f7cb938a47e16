import { AaaaRecord, ARecord, Failover, RecordTarget } from 'aws-cdk-lib/aws-route53';
import type { HealthCheck, IAliasRecordTarget, IHostedZone } from 'aws-cdk-lib/aws-route53';
import { ApiGatewayDomain } from 'aws-cdk-lib/aws-route53-targets';
import type { Construct } from 'constructs';
import type { CustomDomain } from './custom-domain.ts';

export interface FailoverRecordsProps {
  readonly name: string;
  readonly zone: IHostedZone;
  readonly role: 'primary' | 'secondary';
  /** Distinguishes this record from the other region's. */
  readonly setIdentifier: string;
  readonly customDomain: CustomDomain;
  readonly healthCheck: HealthCheck;
  readonly isIpv6: boolean;
}

/**
 * This region's DNS record of the name. Route 53 returns the primary's while its health check passes, else the secondary's;
 * and the primary's if both fail.
 */
export const addFailoverRecords = (
  scope: Construct,
  { name, zone, role, setIdentifier, customDomain, healthCheck, isIpv6 }: FailoverRecordsProps,
): void => {
  const props = {
    zone,
    recordName: name,
    target: RecordTarget.fromAlias(evaluated(new ApiGatewayDomain(customDomain.domainName))),
    failover: role === 'primary' ? Failover.PRIMARY : Failover.SECONDARY,
    setIdentifier,
    healthCheck,
  };
  const records = [
    new ARecord(scope, 'DomainRecord', props),
    // Only where the API accepts IPv6.
    ...(isIpv6 ? [new AaaaRecord(scope, 'DomainRecordIpv6', props)] : []),
  ];
  // The name must not resolve to a region that does not serve it yet.
  for (const record of records) record.node.addDependency(customDomain.mapping);
};

/**
 * Route 53 requires evaluateTargetHealth for a failover alias. For API Gateway it is false only when the whole service is
 * down in the region.
 */
const evaluated = (target: ApiGatewayDomain): IAliasRecordTarget => ({
  bind: (record, zone) => ({ ...target.bind(record, zone), evaluateTargetHealth: true }),
});
