import { Aws } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { PROVIDER_WHY } from '../template-checks/permissions/written-reasons.ts';
import { acceptFindings } from './accept-findings.ts';
import type { Finding } from './accept-findings.ts';
import { wildcardFinding } from './wildcard-finding.ts';

/** What the CDK grants it (`grantRead` of an asset, `grantReadWrite` of a bucket). */
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
