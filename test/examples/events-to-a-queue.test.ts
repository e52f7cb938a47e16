import { systemClock } from '../../contracts/clock.ts';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { EventsQueue } from '../../examples/events-to-a-queue/events-queue.ts';
import { readMessage } from '../../examples/events-to-a-queue/read-message.ts';
import { conversationFolder, journalKey, readKey, TUNE_ID } from '../../contracts/journal/journal-key.ts';
import { journalBucketName } from '../../contracts/settings/physical-names.ts';
import { createS3Source } from '../../cli/journal/s3-source.ts';
import { createS3Journal } from '../../functions/aws/s3-journal.ts';
import { createEvent } from '../../functions/event/create-event.ts';
import { goodEvents } from '../contracts/journal/event-fixtures.ts';
import { callFlow } from '../fixtures/own/call-flow.ts';
import { settings } from '../fixtures/own/settings.ts';
import { gatewayEvent, lambdaContext } from '../functions/support/gateway-event.ts';
import { fakeRuntime } from '../functions/support/runtime.ts';
import { startS3 } from '../functions/support/start-s3.ts';
import type { S3Server } from '../functions/support/start-s3.ts';
import { matches } from './match-pattern.ts';
import type { Pattern } from './match-pattern.ts';

const ACCOUNT = '111122223333';
const ROLES = ['primary', 'secondary'] as const;
type Role = (typeof ROLES)[number];
const bucketOf = (role: Role): string => journalBucketName(settings, settings.regions[role], ACCOUNT);

const templates = Object.fromEntries(
  ROLES.map((role) => [role, Template.fromStack(new EventsQueue(new App(), settings, role))]),
) as Readonly<Record<Role, Template>>;
const only = (role: Role, type: string) => {
  const [found, ...others] = Object.values(templates[role].findResources(type));
  expect(others).toEqual([]);
  return found?.['Properties'];
};
/** The rule's pattern in that account, as CloudFormation resolves it. */
const patternOf = (role: Role): Pattern =>
  JSON.parse(
    JSON.stringify(only(role, 'AWS::Events::Rule').EventPattern, (_key, value: unknown) => {
      const joined = (value as { readonly 'Fn::Join'?: readonly [string, readonly unknown[]] } | null)?.[
        'Fn::Join'
      ];
      return joined?.[1].map((part) => (typeof part === 'string' ? part : ACCOUNT)).join('') ?? value;
    }),
  ) as Pattern;

/** As S3 sends it (Amazon S3 User Guide, "EventBridge event message structure"). */
const created = (bucket: string, key: string, region = 'eu-west-1') => ({
  version: '0',
  id: '17793124-05d4-b198-2fde-7ededc63b103',
  'detail-type': 'Object Created',
  source: 'aws.s3',
  account: ACCOUNT,
  time: '2026-01-01T12:00:00Z',
  region,
  resources: [`arn:aws:s3:::${bucket}`],
  detail: {
    version: '0',
    'event-version': '1.0',
    bucket: { name: bucket },
    object: {
      key,
      size: 5,
      etag: 'b1946ac92492d2347c6235b4d2611184',
      'version-id': 'v',
      sequencer: '617f08299329d189',
    },
    'request-id': 'N4N7GDK58NMKJ12R',
    requester: ACCOUNT,
    'source-ip-address': '1.2.3.4',
    reason: 'PutObject',
  },
});

describe.each(ROLES)('the stack of the %s region', (role) => {
  it('sends to a queue with retries, and puts aside what cannot be delivered or read', () => {
    const [target] = only(role, 'AWS::Events::Rule').Targets;
    expect(target.RetryPolicy).toEqual({ MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 });
    const queues = templates[role].findResources('AWS::SQS::Queue');
    const [putAside] = Object.keys(queues).filter((id) => id.startsWith('PutAside'));
    const arn = { 'Fn::GetAtt': [putAside, 'Arn'] };
    expect(target.DeadLetterConfig).toEqual({ Arn: arn });
    templates[role].hasResourceProperties('AWS::SQS::Queue', {
      RedrivePolicy: { deadLetterTargetArn: arn, maxReceiveCount: 5 },
    });
    expect(templates[role].findResources('AWS::Lambda::Function')).toEqual({});
  });

  it.each(goodEvents())('takes the entry of %s', (_name, event) => {
    expect(matches(patternOf(role), created(bucketOf(role), journalKey(event)))).toBe(true);
  });

  it('takes nothing else', () => {
    const key = journalKey({ conversation_uuid: 'CON-1', status: 'completed' });
    const good = created(bucketOf(role), key);
    const other = bucketOf(role === 'primary' ? 'secondary' : 'primary');
    for (const event of [
      created(other, key),
      created(bucketOf(role), 'smoke/5ac5e5a4'),
      { ...good, 'detail-type': 'Object Deleted' },
      { ...good, source: 'aws.s4' },
    ])
      expect(matches(patternOf(role), event)).toBe(false);
  });
});

it('the pattern of one kind, as the comment of the example has it, takes that kind alone', () => {
  const pattern = { detail: { object: { key: [{ wildcard: 'calls/*-record-*.json' }] } } };
  for (const [, event] of goodEvents()) {
    const key = journalKey(event);
    expect(matches(pattern, created('a', key))).toBe(readKey(key)?.kind === 'record');
  }
});

describe('an event of a call', () => {
  const EVENT = { status: 'completed', conversation_uuid: 'CON-1', timestamp: '2026-01-01T12:00:00.000Z' };
  const KEYS = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example', sessionToken: undefined };
  let s3: S3Server;
  beforeEach(async () => {
    s3 = await startS3(...ROLES.map(bucketOf));
  });
  afterEach(() => s3.close());

  /** `/event` of a region that writes into the emulator's S3. */
  const receive = async (role: Role, event: object): Promise<unknown> => {
    const journal = (at: Role) =>
      createS3Journal(
        { bucket: bucketOf(at), region: settings.regions[at] },
        { ...KEYS, endpoint: s3.endpoint },
        systemClock,
      );
    const other = role === 'primary' ? 'secondary' : 'primary';
    const { runtime } = fakeRuntime({}, { own: journal(role), other: journal(other) });
    const sent = gatewayEvent({ route: 'event', body: event });
    return createEvent(runtime, callFlow)(sent, lambdaContext());
  };
  /** Messages in both queues. */
  const messages = (): readonly string[] =>
    s3.written
      .map((path) => /^\/([^/]+)\/(.+)$/.exec(path) ?? [])
      .map(([, bucket = '', key = '']) => created(bucket, decodeURIComponent(key)))
      .filter((event) => ROLES.some((role) => matches(patternOf(role), event)))
      .map((event) => JSON.stringify(event));
  const getText = (bucket: string, key: string) =>
    createS3Source('eu-west-1', { bucket, endpoint: s3.endpoint }).read(key);

  it('is one message, however often Vonage sends it, and the consumer reads the event from it', async () => {
    for (let sent = 0; sent < 3; sent += 1)
      expect(await receive('primary', EVENT)).toMatchObject({ statusCode: 200 });
    const [message = '', ...others] = messages();
    expect(others).toEqual([]);
    expect(await readMessage(message, getText)).toMatchObject({ key: journalKey(EVENT), event: EVENT });
  });

  it('is a message of each region that received it, with the same key', async () => {
    await receive('primary', EVENT);
    await receive('secondary', EVENT);
    const read = await Promise.all(messages().map((message) => readMessage(message, getText)));
    expect(read.map((each) => each?.key)).toEqual([journalKey(EVENT), journalKey(EVENT)]);
  });

  it('is read as nothing where no call sent it', async () => {
    await receive('primary', { ...EVENT, conversation_uuid: TUNE_ID });
    const read = await Promise.all(messages().map((message) => readMessage(message, getText)));
    expect(conversationFolder(TUNE_ID)).toBe(TUNE_ID);
    expect(read).toEqual([undefined]);
  });

  it('stays in the queue while its entry cannot be read', async () => {
    await receive('primary', EVENT);
    const [message = ''] = messages();
    await expect(readMessage(message, () => Promise.reject(new Error('503')))).rejects.toThrow('503');
  });
});
