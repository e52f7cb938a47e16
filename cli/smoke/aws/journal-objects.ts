import { DeleteObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { S3ServiceException } from '@aws-sdk/client-s3';
import { askedOf } from '../../kit/asked-of.ts';
import { describeAwsProblem } from '../../kit/aws-problem.ts';
import { CommandError } from '../../kit/command-error.ts';
import { LOOPBACK_CREDENTIALS } from '../../kit/loopback-credentials.ts';
import type { JournalLocation } from '../../journal/journal-location.ts';
import { NotCheckedError, RefusedError } from '../finding.ts';
import { notCheckedUnless } from './not-checked-unless.ts';

export interface Put {
  readonly status: number;
  /** The written object's version; undefined if the bucket keeps none. */
  readonly version: string | undefined;
}

/** Objects in the region's journal bucket. */
export interface JournalObjects {
  /** Writes on condition that the key holds no object. @throws NotCheckedError */
  readonly putNew: (key: string, text: string) => Promise<Put>;
  /** Deletes a written object, and with `version` that very version, so that no trace remains. @throws CommandError if it remains */
  readonly remove: (key: string, version: string | undefined) => Promise<void>;
}

/** S3's statuses for a condition that does not hold. */
const REFUSALS = [409, 412];

export function journalObjects(region: string, { bucket, endpoint }: JournalLocation): JournalObjects {
  const clientWith = (maxAttempts: number): S3Client =>
    new S3Client({
      region,
      maxAttempts,
      requestHandler: { connectionTimeout: 2_000, requestTimeout: 10_000, throwOnRequestTimeout: true },
      ...(endpoint === undefined
        ? {}
        : { endpoint, forcePathStyle: true, credentials: LOOPBACK_CREDENTIALS }),
    });
  // No retry: if only the first answer was lost, the object exists and a second attempt would be refused.
  const putting = clientWith(1);
  const removing = clientWith(2);
  const asked = askedOf({ region, endpoint });
  const put = async (key: string, text: string): Promise<Put> => {
    const command = new PutObjectCommand({ Bucket: bucket, Key: key, Body: text, IfNoneMatch: '*' });
    try {
      const { VersionId, $metadata } = await putting.send(command);
      return { status: $metadata.httpStatusCode ?? 0, version: VersionId };
    } catch (error) {
      const { httpStatusCode: status = 0 } = (error as Partial<S3ServiceException>).$metadata ?? {};
      if (!REFUSALS.includes(status)) throw error;
      return { status, version: undefined };
    }
  };
  return {
    putNew: async (key, text) => {
      try {
        return await notCheckedUnless('s3:PutObject of the journal', put(key, text), asked);
      } catch (error) {
        if (error instanceof RefusedError) throw error;
        throw new NotCheckedError(
          `${(error as Error).message} ${bucket} may hold ${key} now, until its events expire`,
        );
      }
    },
    remove: async (key, version) => {
      const command = new DeleteObjectCommand({ Bucket: bucket, Key: key, VersionId: version });
      try {
        await removing.send(command);
      } catch (error) {
        const which = version === undefined ? '' : ` --version-id ${version}`;
        throw new CommandError(
          `${key} is left in the journal (s3:DeleteObject: ${describeAwsProblem(error, asked)}): aws s3api delete-object --bucket ${bucket} --key ${key}${which} --region ${region}`,
        );
      }
    },
  };
}
