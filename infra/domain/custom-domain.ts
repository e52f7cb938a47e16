import {
  BasePathMapping,
  DomainName,
  EndpointType,
  IpAddressType,
  SecurityPolicy,
} from 'aws-cdk-lib/aws-apigateway';
import type { RestApi, CfnDomainName } from 'aws-cdk-lib/aws-apigateway';
import { Certificate, CertificateValidation } from 'aws-cdk-lib/aws-certificatemanager';
import type { IHostedZone } from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';

export interface CustomDomainProps {
  readonly name: string;
  readonly zone: IHostedZone;
  readonly api: RestApi;
  readonly isIpv6: boolean;
}

/** A region's custom domain, whether or not the name resolves to it now. */
export interface CustomDomain {
  readonly domainName: DomainName;
  /** Without it the region would answer 403 under this name. */
  readonly mapping: BasePathMapping;
}

/**
 * Maps the name to this region's API, with a certificate of this region. Paths have no stage.
 *
 * Both regions' certificates are validated by the same CNAME record: ACM derives it from the account and the name.
 * CloudFormation overwrites an existing record, and deletes it with neither certificate
 * (aws-cloudformation/cloudformation-coverage-roadmap #1603): when one stack is deleted, the other one's certificate is
 * still renewed.
 */
export const createCustomDomain = (
  scope: Construct,
  { name, zone, api, isIpv6 }: CustomDomainProps,
): CustomDomain => {
  const domainName = new DomainName(scope, 'DomainName', {
    domainName: name,
    certificate: new Certificate(scope, 'Certificate', {
      domainName: name,
      validation: CertificateValidation.fromDns(zone),
    }),
    endpointType: EndpointType.REGIONAL,
    securityPolicy: SecurityPolicy.TLS_1_2,
  });
  // The same as the API. The construct has no property for it.
  if (isIpv6)
    (domainName.node.defaultChild as CfnDomainName).addPropertyOverride(
      'EndpointConfiguration.IpAddressType',
      IpAddressType.DUAL_STACK,
    );
  const mapping = new BasePathMapping(scope, 'DomainMapping', {
    domainName,
    restApi: api,
    stage: api.deploymentStage,
  });
  return { domainName, mapping };
};
