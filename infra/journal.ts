import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import type { CfnBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { Settings } from '../contracts/settings/settings-schema.ts';
import { acceptFindings } from './nag/findings.ts';

/** Long enough to restore an object that was deleted by mistake. */
const NONCURRENT_DAYS = 7;
/** This project uploads nothing in parts. An incomplete upload of another client costs money, and no list shows it. */
const INCOMPLETE_UPLOAD_DAYS = 1;

/** The region's journal of events: private, encrypted, over TLS only; the bucket outlives the stack, its events expire. */
export const createJournal = (
  scope: Construct,
  { bucketName, expireAfterDays, eventBridge = false }: Settings['journal'] & { readonly bucketName: string },
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
        // In a versioned bucket an expiration only hides an event; this deletes it.
        noncurrentVersionExpiration: Duration.days(NONCURRENT_DAYS),
        abortIncompleteMultipartUploadAfter: Duration.days(INCOMPLETE_UPLOAD_DAYS),
      },
      // A rule of its own: S3 does not accept it in a rule with days.
      { id: 'markers-of-deleted-events-go', expiredObjectDeleteMarker: true },
    ],
    // Kept, except after a first deployment that was rolled back: the next one needs its name.
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  });
  // The bucket's own property: the CDK's `eventBridgeEnabled` adds a function that sets it, with a role for all buckets.
  if (eventBridge)
    (journal.node.defaultChild as CfnBucket).notificationConfiguration = {
      eventBridgeConfiguration: { eventBridgeEnabled: true },
    };
  acceptFindings(journal, {
    'AwsSolutions-S1':
      'Its keys contain conversation ids: an access log would hold personal data in one more place. An account that wants one can use data events of CloudTrail.',
  });
  return journal;
};
