import { Aws, Stack, Validations } from 'aws-cdk-lib';
import type { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { IConstruct } from 'constructs';
import { renderValue } from '../template-checks/permissions/render-value.ts';
import { PROVIDER_WHY } from '../template-checks/permissions/written-reasons.ts';

/** A rule of cdk-nag's AWS Solutions, with the finding where it can have several: `AwsSolutions-IAM5[Action::s3:*]`. */
export type Finding = `AwsSolutions-${string}`;

/**
 * Accepts findings at this construct and below it, each with its reason. An acceptance without a finding, or of a whole
 * stack, is refused (solutions-checks.ts).
 */
export const acceptFindings = (
  construct: IConstruct,
  reasons: Readonly<Partial<Record<Finding, string>>>,
): void => {
  Validations.of(construct).acknowledge(
    ...Object.entries(reasons).map(([id, reason]) => ({ id, reason: String(reason) })),
  );
};

/** cdk-nag's name for a wildcard in this resource of a role's policy. */
export const wildcardFinding = (scope: IConstruct, resource: string): Finding =>
  `AwsSolutions-IAM5[Resource::${renderValue(Stack.of(scope).resolve(resource)).replace(/\$\{([^}]+)\}/g, '<$1>')}]`;

/** Accepts what all distributions here have in common: they are public, and use CloudFront's own domain name. */
export const acceptPublicDistribution = (
  distribution: Distribution,
  { unlogged }: { readonly unlogged: string },
): void => {
  acceptFindings(distribution, {
    'AwsSolutions-CFR1': 'Callers may be anywhere, and Vonage sends requests from a region near them.',
    'AwsSolutions-CFR2':
      'A web ACL of CloudFront lives in us-east-1, which this project avoids. An unauthenticated caller gets the static NCCO, which is public.',
    'AwsSolutions-CFR3': unlogged,
    'AwsSolutions-CFR4':
      "It uses CloudFront's own domain name. A minimum TLS version needs a certificate of our own, which would live in us-east-1.",
  });
};

/** Granted by the CDK (`grantRead` of an asset, `grantReadWrite` of a bucket). */
const ACTIONS = ['s3:GetBucket*', 's3:GetObject*', 's3:List*', 's3:Abort*', 's3:DeleteObject*'];

/** The CDK's function that carries out every BucketDeployment of the stack: runtime and role are the construct's. */
export const acceptDeploymentProvider = (stack: Stack, bucket: IBucket): void => {
  const provider = stack.node.children.find(({ node }) => node.id.startsWith('Custom::CDKBucketDeployment'));
  if (provider === undefined) throw new Error('The stack has no BucketDeployment.');
  const assets = `arn:aws:s3:::cdk-hnb659fds-assets-${Aws.ACCOUNT_ID}-${stack.region}/*`;
  const findings: readonly Finding[] = [
    'AwsSolutions-L1',
    'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]',
    ...ACTIONS.map((action): Finding => `AwsSolutions-IAM5[Action::${action}]`),
    wildcardFinding(stack, assets),
    wildcardFinding(stack, bucket.arnForObjects('*')),
  ];
  acceptFindings(provider, Object.fromEntries(findings.map((finding) => [finding, PROVIDER_WHY])));
};
