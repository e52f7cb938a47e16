import { xml } from './account.ts';
import type { AwsReply, AwsRequestSeen, RegionHeld } from './account.ts';

const ABSENT = xml('<Error><Code>NoSuchBucket</Code></Error>', 404);

/** Buckets by path, and what is in them. */
export function s3(
  { method, path, search, body }: AwsRequestSeen,
  { buckets }: RegionHeld,
): AwsReply | undefined {
  const [, name = '', key = ''] = /^\/([^/]+)\/?(.*)$/.exec(path) ?? [];
  const bucket = buckets.get(name);
  if (bucket === undefined) return ABSENT;
  if (key !== '') {
    if (method === 'PUT') bucket.set(key, body);
    const text = bucket.get(key);
    return text === undefined ? xml('<Error><Code>NoSuchKey</Code></Error>', 404) : { body: text };
  }
  if (search.has('location')) return xml('<LocationConstraint>eu</LocationConstraint>');
  if (search.has('encryption'))
    return xml('<Error><Code>ServerSideEncryptionConfigurationNotFoundError</Code></Error>', 404);
  if (search.has('versions'))
    return xml(
      `<ListVersionsResult>${[...bucket.keys()].map((each) => `<Version><Key>${each}</Key><VersionId>1</VersionId></Version>`).join('')}</ListVersionsResult>`,
    );
  if (search.has('delete')) {
    for (const [, each = ''] of body.matchAll(/<Key>([^<]+)<\/Key>/g)) bucket.delete(each);
    return xml('<DeleteResult/>');
  }
  if (method === 'DELETE') {
    if (bucket.size > 0) return xml('<Error><Code>BucketNotEmpty</Code></Error>', 409);
    buckets.delete(name);
    return { status: 204 };
  }
  if (search.has('list-type'))
    return xml(
      `<ListBucketResult>${[...bucket.keys()]
        .filter((each) => each.startsWith(search.get('prefix') ?? ''))
        .map((each) => `<Contents><Key>${each}</Key></Contents>`)
        .join('')}</ListBucketResult>`,
    );
  return xml('<Bucket/>');
}
