import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { STATIC_NCCO_FOLDER } from '../fixtures/own/files.ts';
import { checkNcco, errorsOf } from '../../ncco/check-ncco.ts';
import { ofType, synthesized, theOnly } from './synthesized.ts';
import type { Synthesized } from './synthesized.ts';

const HOST = 'static.example.com';
/** Where the chosen NCCO is served. */
const CHOSEN = ['fallback.json', 'instead-of-4xx.json', 'instead-of-5xx.json'];

let all: Synthesized;
beforeAll(async () => {
  all = await synthesized({ staticNcco: 'announcement-audio' });
});
afterAll(() => all.remove());

interface Deployed {
  readonly body: Buffer;
  readonly contentType: string;
  readonly cacheControl: string;
}

/**
 * What the bucket holds after a deploy, as the CDK's deployment function fills it: each source's files
 * under the prefix, the source's own markers replaced.
 */
const deployed = async ({
  folder,
  static: template,
}: Synthesized): Promise<Readonly<Record<string, Deployed>>> => {
  const objects: Record<string, Deployed> = {};
  const [distributionId] = theOnly(template, 'AWS::CloudFront::Distribution');
  for (const [, { Properties }] of ofType(template, 'Custom::CDKBucketDeployment')) {
    for (const [index, key] of (Properties.SourceObjectKeys as string[]).entries()) {
      const source = join(folder, `asset.${key.replace('.zip', '')}`);
      for (const file of await readdir(source)) {
        let body = await readFile(join(source, file));
        for (const [marker, value] of Object.entries(Properties.SourceMarkers?.[index] ?? {})) {
          expect(value).toEqual({ 'Fn::GetAtt': [distributionId, 'DomainName'] });
          body = Buffer.from(body.toString('utf8').replaceAll(marker, HOST));
        }
        objects[`${Properties.DestinationBucketKeyPrefix}/${file}`] = {
          body,
          contentType: Properties.SystemMetadata['content-type'],
          cacheControl: Properties.SystemMetadata['cache-control'],
        };
      }
    }
  }
  return objects;
};

const jsonOf = (object: Deployed | undefined): unknown => JSON.parse(String(object?.body));

describe('the static stack', () => {
  it("serves each NCCO of static-ncco/ under its name, the chosen one as the fallback and the distributions' error pages, and the audio", async () => {
    const files = await readdir(STATIC_NCCO_FOLDER);
    const names = files.filter((file) => file.endsWith('.json'));
    const served = [...names, ...CHOSEN].map((file) => `static/${file}`);
    expect(Object.keys(await deployed(all)).sort()).toEqual(['audio/announcement.wav', ...served].sort());
  });

  it('serves each NCCO as application/json, valid when the host names are filled in', async () => {
    const objects = Object.entries(await deployed(all)).filter(([key]) => key.startsWith('static/'));
    for (const [, object] of objects) {
      expect(object.contentType).toBe('application/json');
      expect(errorsOf(checkNcco(jsonOf(object)))).toEqual([]);
    }
  });

  it("plays the announcement from the static tier's own distribution, also as the fallback", async () => {
    const objects = await deployed(all);
    for (const key of ['announcement-audio.json', ...CHOSEN].map((file) => `static/${file}`)) {
      expect(jsonOf(objects[key])).toContainEqual(
        expect.objectContaining({ action: 'stream', streamUrl: [`https://${HOST}/audio/announcement.wav`] }),
      );
    }
  });

  it("serves the chosen NCCO as the fallback and as the distributions' error pages", async () => {
    const other = await synthesized({ staticNcco: 'connect-sip' });
    try {
      const objects = await deployed(other);
      for (const file of CHOSEN)
        expect(jsonOf(objects[`static/${file}`])).toEqual(jsonOf(objects['static/connect-sip.json']));
    } finally {
      await other.remove();
    }
  });

  it('serves the audio as audio/wav', async () => {
    const audio = (await deployed(all))['audio/announcement.wav'];
    expect(audio?.contentType).toBe('audio/wav');
    expect(audio?.body.subarray(0, 4).toString()).toBe('RIFF');
  });

  it('lets an edge keep what it has for a minute, and for a week where the bucket is unavailable', async () => {
    for (const { cacheControl } of Object.values(await deployed(all))) {
      expect(cacheControl).toBe('public, max-age=60, stale-while-revalidate=3600, stale-if-error=604800');
    }
  });

  it('fills the bucket last: one with files in it would be in the way where a first deployment is rolled back', () => {
    const [distribution] = theOnly(all.static, 'AWS::CloudFront::Distribution');
    const deployments = ofType(all.static, 'Custom::CDKBucketDeployment');
    expect(deployments).toHaveLength(2);
    for (const [, deployment] of deployments)
      expect((deployment as { DependsOn?: readonly string[] }).DependsOn).toContain(distribution);
  });

  it('never deletes: its deployments share a bucket', () => {
    const deployments = ofType(all.static, 'Custom::CDKBucketDeployment');
    expect(deployments).toHaveLength(2);
    for (const [, { Properties }] of deployments) {
      expect(Properties.Prune).toBe(false);
      expect(Properties).not.toHaveProperty('DistributionId');
    }
  });

  it('keeps the bucket private, encrypted, versioned, under the name that the distributions use', () => {
    const [, bucket] = theOnly(all.static, 'AWS::S3::Bucket');
    expect(bucket).toMatchObject({
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        BucketName: {
          'Fn::Join': ['', ['vonage-voice-failover-static-eu-north-1-', { Ref: 'AWS::AccountId' }]],
        },
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        VersioningConfiguration: { Status: 'Enabled' },
        BucketEncryption: expect.anything(),
      },
    });
  });

  it("counts the reads of each of the distributions' error pages, and of nothing else", () => {
    const [, { Properties }] = theOnly(all.static, 'AWS::S3::Bucket');
    expect(Properties.MetricsConfigurations).toEqual([
      { Id: 'instead-of-4xx', Prefix: 'static/instead-of-4xx.json' },
      { Id: 'instead-of-5xx', Prefix: 'static/instead-of-5xx.json' },
    ]);
    for (const role of ['primary', 'secondary'] as const) {
      const { CustomErrorResponses } = theOnly(all[role], 'AWS::CloudFront::Distribution')[1].Properties
        .DistributionConfig as { CustomErrorResponses: readonly { ResponsePagePath: string }[] };
      const pages = new Set(CustomErrorResponses.map(({ ResponsePagePath }) => ResponsePagePath));
      expect([...pages].sort()).toEqual(
        (Properties.MetricsConfigurations as { Prefix: string }[]).map(({ Prefix }) => `/${Prefix}`),
      );
    }
  });

  it("lets the account's distributions read the NCCOs, its own one all, over TLS, and no other principal", () => {
    const [, policy] = theOnly(all.static, 'AWS::S3::BucketPolicy');
    const [bucketId] = theOnly(all.static, 'AWS::S3::Bucket');
    const objects = (path: string) => ({ 'Fn::Join': ['', [{ 'Fn::GetAtt': [bucketId, 'Arn'] }, path]] });
    const account = { Ref: 'AWS::AccountId' };
    const ofTheAccount = {
      'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':cloudfront::', account, ':distribution/*']],
    };
    const readableBy = (Condition: object, resource: object) => ({
      Effect: 'Allow',
      Principal: { Service: 'cloudfront.amazonaws.com' },
      Action: 's3:GetObject',
      Condition,
      Resource: resource,
    });
    expect(policy.Properties.PolicyDocument.Statement).toEqual([
      expect.objectContaining({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
      readableBy({ ArnLike: { 'aws:SourceArn': ofTheAccount } }, objects('/static/*')),
      readableBy({ StringEquals: { 'AWS:SourceArn': expect.anything() } }, objects('/*')),
    ]);
  });

  it('has its own distribution over the bucket, signed, cached, without redirects', () => {
    const { DistributionConfig: config } = theOnly(all.static, 'AWS::CloudFront::Distribution')[1].Properties;
    const [accessControlId] = theOnly(all.static, 'AWS::CloudFront::OriginAccessControl');
    const [bucketId] = theOnly(all.static, 'AWS::S3::Bucket');
    expect(config.DefaultCacheBehavior).toMatchObject({
      CachePolicyId: 'b2884449-e4de-46a7-ac36-70bc7f1ddd6d',
      ViewerProtocolPolicy: 'https-only',
      Compress: false,
    });
    expect(config.Origins).toEqual([
      expect.objectContaining({
        DomainName: { 'Fn::GetAtt': [bucketId, 'RegionalDomainName'] },
        OriginAccessControlId: { 'Fn::GetAtt': [accessControlId, 'Id'] },
      }),
    ]);
    expect(config).not.toHaveProperty('CustomErrorResponses');
  });

  it('says where the fallback is', () => {
    const [distributionId] = theOnly(all.static, 'AWS::CloudFront::Distribution');
    expect(
      Object.fromEntries(Object.entries(all.static.Outputs).map(([key, { Value }]) => [key, Value])),
    ).toEqual({
      Region: 'eu-north-1',
      StaticFallbackUrl: {
        'Fn::Join': [
          '',
          ['https://', { 'Fn::GetAtt': [distributionId, 'DomainName'] }, '/static/fallback.json'],
        ],
      },
    });
  });
});
