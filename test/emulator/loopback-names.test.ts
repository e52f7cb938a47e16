import { localizeObjects, localizer } from '../../emulator/loopback-names.ts';

const localize = localizer({
  'a.cloudfront.net': 8001,
  'b.execute-api.eu-west-1.amazonaws.com': 8002,
  'bucket.s3.eu-west-1.amazonaws.com': '8003/bucket',
});

describe('names of the deployment', () => {
  it.each([
    ['https://a.cloudfront.net', 'http://127.0.0.1:8001'],
    ['https://a.cloudfront.net/x?y', 'http://127.0.0.1:8001/x?y'],
    ['https://bucket.s3.eu-west-1.amazonaws.com/key', 'http://127.0.0.1:8003/bucket/key'],
    [
      '["https://a.cloudfront.net/1","http://b.execute-api.eu-west-1.amazonaws.com/prod"]',
      '["http://127.0.0.1:8001/1","http://127.0.0.1:8002/prod"]',
    ],
  ])('%s becomes %s', (text, local) => {
    expect(localize(text)).toBe(local);
  });

  it.each([
    'https://c.cloudfront.net',
    'https://aXcloudfront.net',
    'https://a.cloudfront.network',
    'https://x-a.cloudfront.net',
    'a.cloudfront.net',
  ])('%s stays', (text) => {
    expect(localize(text)).toBe(text);
  });

  it('are replaced in the texts of a bucket, and never in its audio', () => {
    const object = (key: string, body: Buffer) => ({
      where: { stack: 'stack', logicalId: 'Objects', type: 'Custom::CDKBucketDeployment' },
      key,
      contentType: 'application/json',
      bodyBase64: body.toString('base64'),
      source: '',
    });
    const audio = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('https://a.cloudfront.net')]);
    const bucket = {
      where: { stack: 'stack', logicalId: 'Bucket', type: 'AWS::S3::Bucket' },
      name: 'bucket',
      region: 'eu-north-1',
      objects: [object('1.json', Buffer.from('"https://a.cloudfront.net/x"')), object('2.wav', audio)],
    };
    const bodies = localizeObjects(bucket, localize).objects.map(({ bodyBase64 }) =>
      Buffer.from(bodyBase64, 'base64'),
    );
    expect(bodies[0]?.toString()).toBe('"http://127.0.0.1:8001/x"');
    expect(bodies[1]).toEqual(audio);
  });
});
