import { DeleteObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { S3ServiceException } from '@aws-sdk/client-s3';
import { askedOf } from '../../kit/asked-of.ts';
import { LOOPBACK_CREDENTIALS } from '../../kit/loopback-credentials.ts';
import type { JournalLocation } from '../../journal/journal-location.ts';
import { notCheckedUnless } from './not-checked-unless.ts';

export interface Put {
  readonly status: number;
  /** Of what was written, where the bucket keeps versions. */
  readonly version: string | undefined;
}

/** Objects in the region's journal bucket. What AWS refuses throws NotCheckedError. */
export interface JournalObjects {
  /** Writes under the condition that nothing is there. */
  readonly putNew: (key: string, text: string) => Promise<Put>;
  /** What was written, without a trace: its version, where the bucket keeps versions. */
  readonly remove: (key: string, version: string | undefined) => Promise<void>;
}

/** What S3 answers when the condition does not hold. */
const REFUSALS = [409, 412];

export function journalObjects(region: string, { bucket, endpoint }: JournalLocation): JournalObjects {
  const client = new S3Client({
    region,
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 2_000, requestTimeout: 10_000, throwOnRequestTimeout: true },
    ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true, credentials: LOOPBACK_CREDENTIALS }),
  });
  const asked = askedOf({ region, endpoint });
  const put = async (key: string, text: string): Promise<Put> => {
    const command = new PutObjectCommand({ Bucket: bucket, Key: key, Body: text, IfNoneMatch: '*' });
    try {
      const { VersionId, $metadata } = await client.send(command);
      return { status: $metadata.httpStatusCode ?? 0, version: VersionId };
    } catch (error) {
      const { httpStatusCode: status = 0 } = (error as Partial<S3ServiceException>).$metadata ?? {};
      if (!REFUSALS.includes(status)) throw error;
      return { status, version: undefined };
    }
  };
  return {
    putNew: (key, text) => notCheckedUnless('s3:PutObject of the journal', put(key, text), asked),
    remove: async (key, version) => {
      const command = new DeleteObjectCommand({ Bucket: bucket, Key: key, VersionId: version });
      await notCheckedUnless(`${key} is left in the journal, s3:DeleteObject`, client.send(command), asked);
    },
  };
}
