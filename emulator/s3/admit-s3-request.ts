import { type BucketModel, describeResource } from '../deployment.ts';
import type { TakeNote } from '../note.ts';
import { S3Error } from './s3-error.ts';
import { mayCloudFrontRead, type S3Request } from './s3-request.ts';

/** What S3 tells a client of a resource that takes no POST. */
const ALLOWED = { object: 'GET, DELETE, HEAD, PUT', bucket: 'GET, HEAD' };

/**
 * Refuses what S3 refuses before it looks at an object.
 * @throws S3Error
 */
export function admitS3Request(
  bucket: BucketModel,
  request: S3Request,
  exists: boolean,
  note: TakeNote,
): void {
  refuseMethod(request);
  refuseRequester(bucket, request, exists, note);
}

function refuseMethod({ method, key, query }: S3Request): void {
  const kind = key === '' ? 'bucket' : 'object';
  const unknown = [...query.keys()].find((name) => SUBRESOURCES.includes(name));
  if (unknown !== undefined)
    throw new S3Error(501, 'NotImplemented', `The emulator does not emulate ?${unknown}.`);
  if (!ALLOWED[kind].split(', ').includes(method))
    throw new S3Error(405, 'MethodNotAllowed', 'The specified method is not allowed against this resource.', {
      allow: ALLOWED[kind],
    });
}

/** Any credentials permit everything, because roles are not emulated. CloudFront may read what the policy permits. */
function refuseRequester(bucket: BucketModel, request: S3Request, exists: boolean, note: TakeNote): void {
  const { requester, key, method } = request;
  if (requester.kind === 'client') return;
  const isRead = key !== '' && (method === 'GET' || method === 'HEAD');
  if (requester.kind === 'cloudfront' && isRead && mayCloudFrontRead(bucket, key, requester)) {
    // Without s3:ListBucket, S3 does not even tell that there is no such key.
    if (!exists) throw accessDenied();
    return;
  }
  note({
    level: 'suspect',
    resource: describeResource(bucket.where),
    setting: requester.kind === 'cloudfront' ? 'BucketPolicy' : 'OriginAccessControlId',
    text:
      requester.kind === 'cloudfront'
        ? `its policy does not let ${requester.distributionArn} read ${key}: 403`
        : `${method} of ${key === '' ? 'the bucket' : key} came unsigned (no origin access control): 403`,
  });
  throw accessDenied();
}

const accessDenied = (): S3Error => new S3Error(403, 'AccessDenied', 'Access Denied');

const SUBRESOURCES = [
  'acl',
  'delete',
  'legal-hold',
  'location',
  'policy',
  'retention',
  'tagging',
  'uploads',
].concat(['attributes', 'uploadId', 'versionId', 'versions']);
