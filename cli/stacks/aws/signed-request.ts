import { AwsClient } from 'aws4fetch';
import type { STSClient } from '@aws-sdk/client-sts';
import type { AwsRequest } from '../look-ups/aws-request.ts';
import type { AwsAnswer } from '../look-ups/look-up-resource.ts';

const ANSWER_WITHIN_MS = 10_000;
const RETRIES = 4;

/** Services with one endpoint for all regions; each signs for us-east-1 (IAM, CloudFront, Route 53: endpoints and quotas). */
const GLOBAL: readonly string[] = ['iam', 'cloudfront', 'route53'];

/** Signs a plain request, sends it to a region's service, or to the endpoint, and reads the answer. */
export async function sendSigned(
  { service, method, path, headers, body }: AwsRequest,
  region: string,
  { sts, endpoint }: { readonly sts: STSClient; readonly endpoint: string | undefined },
): Promise<AwsAnswer> {
  const { accessKeyId, secretAccessKey, sessionToken } = await sts.config.credentials();
  const isGlobal = GLOBAL.includes(service);
  const host = isGlobal ? `${service}.amazonaws.com` : `${service}.${region}.amazonaws.com`;
  const aws = new AwsClient({
    accessKeyId,
    secretAccessKey,
    ...(sessionToken === undefined ? {} : { sessionToken }),
    service,
    region: isGlobal ? 'us-east-1' : region,
    retries: RETRIES,
  });
  const response = await aws.fetch(`${endpoint ?? `https://${host}`}${path}`, {
    method,
    headers: { ...headers },
    ...(body === undefined ? {} : { body }),
    redirect: 'manual',
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
  });
  return { status: response.status, text: await response.text() };
}
