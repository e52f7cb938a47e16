import { Aws, Duration, Stack } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { JOURNAL_PREFIX } from '../../contracts/journal/journal-key.ts';
import { journalBucketName } from '../../contracts/settings/physical-names.ts';
import type { Settings } from '../../contracts/settings/settings-schema.ts';

/** How often a consumer may fail at a message before it is put aside. */
const MOST_RECEIVES = 5;

/**
 * The queue of one serving region: each new entry of that region's journal is a message in it. EventBridge delivers within its
 * own region, so each serving region gets a stack, and neither waits for the other.
 */
export class EventsQueue extends Stack {
  constructor(scope: Construct, settings: Settings, role: 'primary' | 'secondary') {
    const region = settings.regions[role];
    super(scope, `${settings.name}-events-${region}`, { env: { region } });

    const queue = {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    };
    /** What could not be delivered, and what the consumer failed at. */
    const putAside = new Queue(this, 'PutAside', queue);
    const events = new Queue(this, 'Events', {
      ...queue,
      // Six times as long as the consumer needs for a message (Lambda's advice for its own timeout).
      visibilityTimeout: Duration.minutes(3),
      deadLetterQueue: { queue: putAside, maxReceiveCount: MOST_RECEIVES },
    });

    new Rule(this, 'NewEntries', {
      description: `New entries of the journal in ${region}`,
      eventPattern: {
        source: ['aws.s3'],
        detailType: ['Object Created'],
        detail: {
          bucket: { name: [journalBucketName(settings, region, Aws.ACCOUNT_ID)] },
          // Of one kind alone: [{ wildcard: `${JOURNAL_PREFIX}*-record-*.json` }].
          object: { key: [{ prefix: JOURNAL_PREFIX }] },
        },
      },
      targets: [
        // EventBridge's own limits, written down: then the event goes to the queue of what is put aside.
        new SqsQueue(events, {
          maxEventAge: Duration.hours(24),
          retryAttempts: 185,
          deadLetterQueue: putAside,
        }),
      ],
    });
  }
}
