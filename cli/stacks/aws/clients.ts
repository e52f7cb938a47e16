import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SSMClient } from '@aws-sdk/client-ssm';
import { STSClient } from '@aws-sdk/client-sts';

/** One region's, or the endpoint's that stands for it. */
export interface Clients {
  readonly cloudFormation: CloudFormationClient;
  readonly lambda: LambdaClient;
  readonly s3: S3Client;
  readonly secretsManager: SecretsManagerClient;
  readonly ssm: SSMClient;
  readonly sts: STSClient;
}

/** Away means no answer within a few seconds; a function may take longer. */
const ANSWER_WITHIN_MS = 10_000;
const FUNCTION_WITHIN_MS = 60_000;

export function createClients(region: string, endpoint: string | undefined): Clients {
  const config = (requestTimeout: number) => ({
    region,
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 2_000, requestTimeout, throwOnRequestTimeout: true },
    ...(endpoint === undefined ? {} : { endpoint }),
  });
  const soon = config(ANSWER_WITHIN_MS);
  return {
    cloudFormation: new CloudFormationClient(soon),
    // A probe is not repeated behind its back.
    lambda: new LambdaClient({ ...config(FUNCTION_WITHIN_MS), maxAttempts: 1 }),
    // Bucket by path: an endpoint need not have a name for each.
    s3: new S3Client({ ...soon, forcePathStyle: endpoint !== undefined }),
    secretsManager: new SecretsManagerClient(soon),
    ssm: new SSMClient(soon),
    sts: new STSClient(soon),
  };
}
