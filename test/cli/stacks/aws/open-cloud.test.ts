import { templateOf, REGIONS, STACKS } from '../../support/an-assembly.ts';
import { startAws } from '../../aws-stand-in/start-aws.ts';
import type { AwsStandIn } from '../../aws-stand-in/start-aws.ts';
import type { AssemblyStack } from '../../../../cli/stacks/assembly.ts';
import { openCloud } from '../../../../cli/stacks/aws/open-cloud.ts';
import type { Cloud } from '../../../../cli/stacks/cloud.ts';

const { primary: region } = REGIONS;
const JOURNAL = 'a-journal';

const stack: AssemblyStack = {
  role: 'primary',
  name: STACKS.primary,
  region,
  account: undefined,
  template: templateOf('primary'),
  bootstrap: { version: 6, parameter: '/bootstrap' },
};

describe('the account, over the wire', () => {
  let aws: AwsStandIn;
  let cloud: Cloud;
  const unavailable = new Set<string>();
  const credentials = { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'example' };
  const before = { ...process.env };
  let returned: unknown;

  beforeEach(async () => {
    unavailable.clear();
    Object.assign(process.env, credentials);
    aws = await startAws({
      skips: [],
      unavailable,
      invoke: () => {
        if (returned instanceof Error) throw returned;
        return returned;
      },
    });
    cloud = openCloud({
      endpoint: aws.endpoint,
      onLine: () => undefined,
      signal: new AbortController().signal,
    });
  });
  afterEach(async () => {
    process.env = { ...before };
    await aws.close();
  });

  it('says who is signed in, and what a region was bootstrapped with', async () => {
    expect(await cloud.identity(region)).toEqual({
      account: '111122223333',
      arn: 'arn:aws:iam::111122223333:user/someone',
    });
    expect(await cloud.bootstrapVersion(region, '/bootstrap')).toBeUndefined();
    aws.region(region).parameters.set('/bootstrap', '28');
    expect(await cloud.bootstrapVersion(region, '/bootstrap')).toBe(28);
    expect(await cloud.concurrency(region)).toEqual({ limit: 1000, unreserved: 900 });
  });

  it('knows no stack where there is none, and rejects where the region is unavailable', async () => {
    expect(await cloud.stack(region, 'none')).toBeUndefined();
    unavailable.add(region);
    await expect(cloud.stack(region, 'none')).rejects.toThrow();
  });

  it('takes a bucket over after that has failed, whatever the failed takeover has left', async () => {
    const adopt = () => cloud.adoptBuckets(stack, [{ logicalId: 'JournalBucket', name: JOURNAL }]);
    await expect(adopt()).rejects.toThrow('there is no such bucket');
    expect((await cloud.stack(region, stack.name))?.status).toBe('REVIEW_IN_PROGRESS');
    await expect(adopt()).rejects.toThrow('there is no such bucket');
    aws.region(region).buckets.set(JOURNAL, new Map());
    await adopt();
    expect((await cloud.stack(region, stack.name))?.status).toBe('IMPORT_COMPLETE');
  });

  it('takes a bucket over that is there, as a stack of its own', async () => {
    aws.region(region).buckets.set(JOURNAL, new Map([['calls/1.json', '{}']]));
    await cloud.adoptBuckets(stack, [{ logicalId: 'JournalBucket', name: JOURNAL }]);
    expect((await cloud.stack(region, stack.name))?.status).toBe('IMPORT_COMPLETE');
    expect((await cloud.resources(region, stack.name)).map(({ physicalId }) => physicalId)).toEqual([
      JOURNAL,
    ]);
    // Its name is written out, and nothing else is in the template.
    const { template } = aws.region(region).stacks.get(stack.name) ?? {};
    expect(Object.keys(template?.Resources ?? {})).toEqual(['JournalBucket']);
    expect(template?.Resources['JournalBucket']?.Properties?.['BucketName']).toBe(JOURNAL);
  });

  it('empties a bucket, then deletes it', async () => {
    expect(await cloud.bucketExists(region, JOURNAL)).toBe(false);
    aws.region(region).buckets.set(
      JOURNAL,
      new Map([
        ['a', '1'],
        ['b', '2'],
      ]),
    );
    expect(await cloud.bucketExists(region, JOURNAL)).toBe(true);
    const deleted: number[] = [];
    await cloud.deleteBucket(region, JOURNAL, (objects) => void deleted.push(objects));
    expect(deleted).toEqual([2]);
    expect(await cloud.bucketExists(region, JOURNAL)).toBe(false);
  });

  describe('secrets', () => {
    const held = (of: string) => ({
      versions: new Map<string, string>(),
      current: '',
      stack: of,
      isDeleted: false,
    });

    it("finds a stack's by its tag, and not another stack's", async () => {
      const { secrets } = aws.region(region);
      secrets.set('arn:own', held(stack.name)).set('arn:other', held(`${stack.name}-2`));
      expect(await cloud.secretsOf(region, stack.name)).toEqual(['arn:own']);
    });

    it('does not find what is deleted, though it is listed still', async () => {
      const { secrets } = aws.region(region);
      secrets
        .set('arn:own', held(stack.name))
        .set('arn:deleted', { ...held(stack.name), isDeleted: true })
        .set('arn:gone', { ...held(stack.name), isGone: true });
      expect(await cloud.secretsOf(region, stack.name)).toEqual(['arn:own']);
      await cloud.deleteSecret(region, 'arn:own', 7);
      expect(await cloud.secretsOf(region, stack.name)).toEqual([]);
    });

    it('takes one that is deleted already for deleted, and says so', async () => {
      const { secrets } = aws.region(region);
      secrets.set('arn:own', held(stack.name)).set('arn:gone', { ...held(stack.name), isGone: true });
      expect(await cloud.deleteSecret(region, 'arn:own', 7)).toBe(true);
      // AWS refuses (InvalidRequestException) what is scheduled for deletion.
      expect(await cloud.deleteSecret(region, 'arn:own', 7)).toBe(false);
      expect(await cloud.deleteSecret(region, 'arn:gone', 7)).toBe(false);
      expect(await cloud.deleteSecret(region, 'arn:never-there', 7)).toBe(false);
    });

    it('rejects where AWS refuses for another reason', async () => {
      aws.region(region).secrets.set('arn:own', { ...held(stack.name), isReplicated: true });
      await expect(cloud.deleteSecret(region, 'arn:own', 7)).rejects.toThrow('replicated');
    });
  });

  it('keeps, reads and deletes a parameter; twice is no problem', async () => {
    await cloud.putParameter(region, '/voice/deployment', 'text');
    expect(await cloud.parameter(region, '/voice/deployment')).toBe('text');
    await cloud.deleteParameter(region, '/voice/deployment');
    await cloud.deleteParameter(region, '/voice/deployment');
    expect(await cloud.parameter(region, '/voice/deployment')).toBeUndefined();
  });

  it('lists and deletes log groups', async () => {
    aws.region(region).logGroups.add('voice-a').add('other');
    expect(await cloud.logGroups(region, 'voice-')).toEqual(['voice-a']);
    await cloud.deleteLogGroup(region, 'voice-a');
    expect(await cloud.logGroups(region, '')).toEqual(['other']);
    await expect(cloud.deleteLogGroup(region, 'voice-a')).rejects.toThrow('CloudWatch Logs answered 404');
  });

  it('returns what a function returns', async () => {
    returned = { region, targets: {} };
    expect(await cloud.invoke(region, 'a-check', { targets: ['own'] })).toEqual(returned);
    expect(aws.did).toEqual([`lambda POST /2015-03-31/functions/a-check/invocations ${region}`]);
    returned = new Error('SETTINGS: expected JSON');
    await expect(cloud.invoke(region, 'a-check', {})).rejects.toThrow(
      'a-check failed: Error: SETTINGS: expected JSON',
    );
  });

  it('looks a resource up at its own service', async () => {
    const of = { region, logicalId: 'L', properties: {}, physicalIdOf: () => undefined };
    const group = { ...of, type: 'AWS::Logs::LogGroup', physicalId: 'a-group' };
    expect(await cloud.presence(group)).toEqual({ state: 'missing' });
    aws.region(region).logGroups.add('a-group');
    expect(await cloud.presence(group)).toEqual({ state: 'there' });
    const bucket = { ...of, type: 'AWS::S3::Bucket', physicalId: JOURNAL };
    expect(await cloud.presence(bucket)).toEqual({ state: 'missing' });
  });
});
