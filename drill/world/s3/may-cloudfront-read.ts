import type { BucketModel } from '../deployment.ts';
import type { Requester } from './s3-request.ts';

/** Whether the bucket policy lets this distribution read this key. */
export function mayCloudFrontRead(
  bucket: BucketModel,
  key: string,
  requester: Extract<Requester, { kind: 'cloudfront' }>,
): boolean {
  return (bucket.cloudFrontAccess ?? []).some(
    ({ keys, sourceArn, sourceAccount }) =>
      keys.some((pattern) => matches(pattern, key)) &&
      (sourceArn === undefined || sourceArn === requester.distributionArn) &&
      (sourceAccount === undefined || sourceAccount === requester.account),
  );
}

function matches(pattern: string, key: string): boolean {
  const source = pattern
    .replace(/[\\^$.+()[\]{}|]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's').test(key);
}
