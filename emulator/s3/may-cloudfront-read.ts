import type { BucketModel } from '../deployment.ts';
import { wildcards } from '../wildcards.ts';
import type { Requester } from './s3-request.ts';

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
