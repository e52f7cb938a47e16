import { AaaaRecord, ARecord, Failover, RecordTarget } from 'aws-cdk-lib/aws-route53';
import type { HealthCheck, IAliasRecordTarget, IHostedZone } from 'aws-cdk-lib/aws-route53';
import { ApiGatewayDomain } from 'aws-cdk-lib/aws-route53-targets';
import type { Construct } from 'constructs';
import type { CustomDomain } from './custom-domain.ts';

export interface FailoverRecordsProps {
  readonly name: string;
  readonly zone: IHostedZone;
  readonly role: 'primary' | 'secondary';
  /** Tells this record from the other region's. */
  readonly setIdentifier: string;
  readonly customDomain: CustomDomain;
  readonly healthCheck: HealthCheck;
  readonly isIpv6: boolean;
}

/**
 * This region's answer to who asks for the name. Route 53 gives the primary's while its health check passes, else the
 * secondary's; the primary's again where both fail.
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
    // An IPv6 address is given where the API is known by one, and nowhere else.
    ...(isIpv6 ? [new AaaaRecord(scope, 'DomainRecordIpv6', props)] : []),
  ];
  // The name must not lead to a region that does not know it yet.
  for (const record of records) record.node.addDependency(customDomain.mapping);
};

/** So it must be of a failover alias. Of API Gateway it says nothing before the whole service is away in the region. */
const evaluated = (target: ApiGatewayDomain): IAliasRecordTarget => ({
  bind: (record, zone) => ({ ...target.bind(record, zone), evaluateTargetHealth: true }),
});
