import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { breakableListener, type BreakableListener } from '../../../emulator/network/breakable-listener.ts';
import { bucketNamesRequestListener } from '../../../emulator/network/bucket-names-request-listener.ts';
import { freePorts } from '../../../emulator/network/free-ports.ts';
import { s3RequestListener } from '../../../emulator/s3/s3-request-listener.ts';

const open: BreakableListener[] = [];
afterEach(async () => {
  for (const listener of open.splice(0)) await listener.close();
});

async function twoRegions() {
  const [names = 0, a = 0, b = 0] = await freePorts(3);
  const regionOf: Record<string, number> = { 'bucket-a': a, 'bucket-b': b };
  const s3 = (name: string, region: string) =>
    s3RequestListener({
      buckets: [
        {
          where: { stack: 'stack', logicalId: 'Journal', type: 'AWS::S3::Bucket' },
          name,
          region,
          objects: [],
        },
      ],
      note: () => undefined,
    });
  const stores = { a: s3('bucket-a', 'eu-central-1'), b: s3('bucket-b', 'eu-west-1') };
  const listeners = {
    a: await breakableListener(a, stores.a),
    b: await breakableListener(b, stores.b),
    names: await breakableListener(
      names,
      bucketNamesRequestListener((bucket) => regionOf[bucket]),
    ),
  };
  open.push(...Object.values(listeners));
  const client = (region: string) =>
    new S3Client({
      region,
      endpoint: `http://127.0.0.1:${names}`,
      credentials: { accessKeyId: 'x', secretAccessKey: 'y' },
      maxAttempts: 1,
    });
  const put = (bucket: string, key: string) =>
    client(bucket === 'bucket-a' ? 'eu-central-1' : 'eu-west-1').send(
      new PutObjectCommand({ Bucket: bucket, Key: key, Body: '{}', IfNoneMatch: '*' }),
      { abortSignal: AbortSignal.timeout(500) },
    );
  return { stores, listeners, put };
}

describe('one endpoint for the buckets of both regions', () => {
  it('takes the SDK to the region of the bucket, with its refusals', async () => {
    const { stores, put } = await twoRegions();
    await put('bucket-a', 'calls/1');
    await put('bucket-b', 'calls/2');
    expect(stores.a.keys('bucket-a')).toEqual(['calls/1']);
    expect(stores.b.keys('bucket-b')).toEqual(['calls/2']);
    await expect(put('bucket-a', 'calls/1')).rejects.toMatchObject({ $metadata: { httpStatusCode: 412 } });
    await expect(put('bucket-c', 'x')).rejects.toMatchObject({ name: 'NoSuchBucket' });
  });

  it.each([
    ['refuses', 'ECONNRESET'],
    ['black-hole', 'AbortError'],
    ['accepts-and-hangs', 'AbortError'],
  ] as const)(
    'is broken with the region of the bucket (%s), and not with the other',
    async (fault, error) => {
      const { listeners, put } = await twoRegions();
      await listeners.a.break(fault);
      const failure = await put('bucket-a', 'calls/1').then(() => 'stored', String);
      expect(failure).toContain(error);
      await put('bucket-b', 'calls/1');
      await listeners.a.restore();
      await put('bucket-a', 'calls/1');
    },
  );
});
