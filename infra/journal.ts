import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { acceptFindings } from './nag/findings.ts';

/** Long enough to bring back what was deleted by mistake. */
const NONCURRENT_DAYS = 7;
/** Nothing of ours is uploaded in parts; what somebody left half done costs, and no list shows it. */
const INCOMPLETE_UPLOAD_DAYS = 1;

/** The region's journal of events: private, encrypted, over TLS only; it outlives the stack, and its events do not outlive their time. */
export const createJournal = (
  scope: Construct,
  { bucketName, expireAfterDays }: { readonly bucketName: string; readonly expireAfterDays: number },
): Bucket => {
  const journal = new Bucket(scope, 'JournalBucket', {
    bucketName,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    versioned: true,
    lifecycleRules: [
      {
        id: 'events-expire',
        expiration: Duration.days(expireAfterDays),
        // In a versioned bucket the above only hides an event; this deletes it.
        noncurrentVersionExpiration: Duration.days(NONCURRENT_DAYS),
        abortIncompleteMultipartUploadAfter: Duration.days(INCOMPLETE_UPLOAD_DAYS),
      },
      // A rule of its own: S3 takes it in none that counts days.
      { id: 'markers-of-deleted-events-go', expiredObjectDeleteMarker: true },
    ],
    // Kept, but for a first deployment that was rolled back: its name must be free for the next one.
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  });
  acceptFindings(journal, {
    'AwsSolutions-S1':
      'Its keys name conversations: a log of who reads them would be personal data in one more place. An account that wants it has data events of CloudTrail.',
  });
  return journal;
};
