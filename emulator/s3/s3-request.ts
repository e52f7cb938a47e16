import type { IncomingMessage } from 'node:http';
import type { BucketModel } from '../deployment.ts';
import { S3Error } from './s3-error.ts';
import { wildcards } from '../wildcards.ts';

/** The requester: anonymous, a client with credentials, or a distribution through origin access control. */
type Requester =
  | { readonly kind: 'anonymous' | 'client' }
  | { readonly kind: 'cloudfront'; readonly distributionArn: string };

export interface S3Request {
  readonly method: string;
  readonly bucketName: string;
  /** Empty for the bucket itself. */
  readonly key: string;
  readonly query: URLSearchParams;
  readonly requester: Requester;
}

const SIGNED = 'AWS4-HMAC-SHA256 ';
/** How the stand-ins say "signed by origin access control of this distribution": no secret is involved. */
const ORIGIN_ACCESS_CONTROL =
  /^AWS4-HMAC-SHA256 Credential=cloudfront\/(arn:aws:cloudfront::\d+:distribution\/\w+)\//;

export function signAsDistribution(arn: string): string {
  return `${SIGNED}Credential=cloudfront/${arn}/s3/aws4_request, SignedHeaders=host, Signature=none`;
}

/** Path-style and virtual-hosted addresses. Credentials are told apart, never verified. */
export function parseS3Request(
  request: Pick<IncomingMessage, 'method' | 'url' | 'headers'>,
  bucketNames: readonly string[],
): S3Request {
  const host = (request.headers.host ?? '').replace(/:\d+$/, '');
  const url = new URL(request.url ?? '/', 'http://s3');
  const path = decode(url.pathname.slice(1));
  const ofHost = bucketNames.find((name) => host.startsWith(`${name}.`));
  const slash = path.indexOf('/');
  const [bucketName, key] =
    ofHost !== undefined
      ? [ofHost, path]
      : slash === -1
        ? [path, '']
        : [path.slice(0, slash), path.slice(slash + 1)];
  return {
    method: request.method ?? 'GET',
    bucketName,
    key,
    query: url.searchParams,
    requester: requesterOf(request.headers.authorization, url.searchParams),
  };
}

function requesterOf(authorization: string | undefined, query: URLSearchParams): Requester {
  if (authorization === undefined)
    return { kind: query.get('X-Amz-Algorithm') === 'AWS4-HMAC-SHA256' ? 'client' : 'anonymous' };
  const [, distributionArn] = ORIGIN_ACCESS_CONTROL.exec(authorization) ?? [];
  if (distributionArn !== undefined) return { kind: 'cloudfront', distributionArn };
  if (authorization.startsWith(SIGNED)) return { kind: 'client' };
  throw new S3Error(400, 'InvalidArgument', 'Unsupported Authorization Type');
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw new S3Error(400, 'InvalidURI', "Couldn't parse the specified URI.");
  }
}

/** Whether the bucket policy lets this distribution read this key. */
export function mayCloudFrontRead(
  bucket: BucketModel,
  key: string,
  requester: Extract<Requester, { kind: 'cloudfront' }>,
): boolean {
  return (bucket.cloudFrontAccess ?? []).some(
    ({ keys, sourceArn, sourceArnLike }) =>
      keys.some((pattern) => wildcards(pattern).test(key)) &&
      (sourceArn === undefined || sourceArn === requester.distributionArn) &&
      (sourceArnLike === undefined || wildcards(sourceArnLike).test(requester.distributionArn)),
  );
}
