import {
  DeleteBucketCommand,
  DeleteObjectsCommand,
  HeadBucketCommand,
  ListObjectVersionsCommand,
} from '@aws-sdk/client-s3';
import type { S3Client } from '@aws-sdk/client-s3';

export async function bucketExists(client: S3Client, Bucket: string): Promise<boolean> {
  try {
    await client.send(new HeadBucketCommand({ Bucket }));
    return true;
  } catch (error) {
    const status = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
    if (status === 404) return false;
    throw error;
  }
}

/** Every version and delete marker, 1000 at a time as S3 lists them, then the bucket. */
export async function deleteBucket(
  client: S3Client,
  Bucket: string,
  onDeleted: (objects: number) => void,
): Promise<void> {
  for (;;) {
    // From the beginning each time: what was listed is gone.
    const { Versions = [], DeleteMarkers = [] } = await client.send(
      new ListObjectVersionsCommand({ Bucket }),
    );
    const Objects = [...Versions, ...DeleteMarkers].map(({ Key, VersionId }) => ({ Key, VersionId }));
    if (Objects.length === 0) break;
    const { Errors: [first] = [] } = await client.send(
      new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } }),
    );
    if (first !== undefined)
      throw new Error(`${first.Key ?? ''} cannot be deleted: ${first.Code ?? ''} ${first.Message ?? ''}`);
    onDeleted(Objects.length);
  }
  await client.send(new DeleteBucketCommand({ Bucket }));
}
