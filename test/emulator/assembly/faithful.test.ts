import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { PRIMARY, STATIC, buildAssembly } from './assembly-builder.ts';
import type { AssemblyBuilder } from './assembly-builder.ts';

const CONFIG = 'Front.DistributionConfig';

let assembly: AssemblyBuilder;
beforeEach(() => {
  assembly = buildAssembly();
});
afterEach(() => {
  assembly.remove();
});

const distribution = () => assembly.read().primary.distribution;
const objects = () => assembly.read().static.buckets[0]?.objects ?? [];
const bodyOf = (key: string): Buffer =>
  Buffer.from(objects().find((object) => object.key === key)?.bodyBase64 ?? '', 'base64');

describe('readAssembly reads a mistake as it is, so that the drill can fail with it', () => {
  it('a static object of another content type', () => {
    assembly.set(STATIC, 'Nccos.SystemMetadata.content-type', 'text/html');
    expect(objects()[0]?.contentType).toBe('text/html');
  });

  it('a static object without a content type: guessed from the name, as at deployment', () => {
    assembly.set(STATIC, 'Nccos.SystemMetadata.content-type', undefined);
    assembly.files['asset.files/noname'] = '[]';
    assembly.files['asset.files/page.html'] = '[]';
    expect(objects().map(({ key, contentType }) => [key, contentType])).toEqual([
      ['static/fallback.json', 'application/json'],
      ['static/noname', 'binary/octet-stream'],
      ['static/page.html', 'text/html'],
      ['static/played.json', 'application/json'],
    ]);
  });

  it('a static NCCO that is no NCCO, nor JSON', () => {
    assembly.files['asset.files/fallback.json'] = '[{"action":';
    expect(bodyOf('static/fallback.json').toString()).toBe('[{"action":');
  });

  it('no custom error responses', () => {
    assembly.set(PRIMARY, `${CONFIG}.CustomErrorResponses`, undefined);
    expect(distribution().errorResponses).toEqual([]);
  });

  it('error caching at its default', () => {
    assembly.set(PRIMARY, `${CONFIG}.CustomErrorResponses.0.ErrorCachingMinTTL`, undefined);
    expect(distribution().errorResponses[0]?.errorCachingMinTtlSeconds).toEqual({
      value: 10,
      isDefault: true,
    });
  });

  it('no Gateway Response', () => {
    assembly.set(PRIMARY, 'Resources.Timeout', undefined);
    expect(assembly.read().primary.api.gatewayResponses).toEqual([]);
  });

  it('an integration timeout at its default', () => {
    assembly.set(PRIMARY, 'Method.Integration.TimeoutInMillis', undefined);
    expect(assembly.read().primary.api.methods[0]?.integrationTimeoutMs).toEqual({
      value: 29_000,
      isDefault: true,
    });
  });

  it('origin timeouts at their defaults', () => {
    const origin = `${CONFIG}.Origins.0`;
    for (const name of ['ConnectionAttempts', 'ConnectionTimeout', 'CustomOriginConfig.OriginReadTimeout'])
      assembly.set(PRIMARY, `${origin}.${name}`, undefined);
    expect(distribution().origins[0]).toMatchObject({
      connectionAttempts: { value: 3, isDefault: true },
      connectionTimeoutMs: { value: 10_000, isDefault: true },
      readTimeoutMs: { value: 30_000, isDefault: true },
    });
  });

  it.each([
    ['none', undefined, { policy: 'none', headers: 'none', queryString: false }],
    [
      'CORS-CustomOrigin',
      '59781a5b-3903-41f3-afcb-af62929ccde1',
      { headers: 'only', headerNames: ['origin'] },
    ],
    [
      'UserAgentRefererHeaders',
      'acba4595-bd28-49b8-b9fe-13317c0390fa',
      { headers: 'only', queryString: false },
    ],
    ['AllViewer', '216adef6-5c7f-47e4-b989-5492eafa07d3', { headers: 'all', queryString: true }],
  ])('another origin request policy: %s', (_name, id, forwards) => {
    assembly.set(PRIMARY, `${CONFIG}.DefaultCacheBehavior.OriginRequestPolicyId`, id);
    expect(distribution().behaviors.at(-1)?.forwards).toMatchObject(forwards);
  });

  it('an origin request policy of its own', () => {
    assembly.set(PRIMARY, 'Resources.Policy.Type', 'AWS::CloudFront::OriginRequestPolicy');
    assembly.set(PRIMARY, 'Policy.OriginRequestPolicyConfig', {
      Name: 'x',
      CookiesConfig: { CookieBehavior: 'none' },
      HeadersConfig: { HeaderBehavior: 'whitelist', Headers: ['X-One'] },
      QueryStringsConfig: { QueryStringBehavior: 'all' },
    });
    assembly.set(PRIMARY, `${CONFIG}.DefaultCacheBehavior.OriginRequestPolicyId`, { Ref: 'Policy' });
    expect(distribution().behaviors.at(-1)?.forwards).toEqual({
      policy: 'Policy',
      headers: 'only',
      headerNames: ['x-one'],
      queryString: true,
    });
  });

  it('a cache policy of its own', () => {
    assembly.set(PRIMARY, 'Resources.Policy.Type', 'AWS::CloudFront::CachePolicy');
    assembly.set(PRIMARY, 'Policy.CachePolicyConfig', {
      Name: 'x',
      MinTTL: 1,
      DefaultTTL: 2,
      MaxTTL: 3,
      ParametersInCacheKeyAndForwardedToOrigin: {
        EnableAcceptEncodingGzip: false,
        CookiesConfig: { CookieBehavior: 'none' },
        HeadersConfig: { HeaderBehavior: 'whitelist', Headers: ['Authorization'] },
        QueryStringsConfig: { QueryStringBehavior: 'all' },
      },
    });
    assembly.set(PRIMARY, `${CONFIG}.DefaultCacheBehavior.CachePolicyId`, { Ref: 'Policy' });
    expect(distribution().behaviors.at(-1)).toMatchObject({
      caches: true,
      cache: {
        policy: 'Policy',
        minTtlSeconds: 1,
        defaultTtlSeconds: 2,
        maxTtlSeconds: 3,
        queryString: true,
        headerNames: ['authorization'],
      },
    });
  });

  it('no behaviour for the static files', () => {
    assembly.set(PRIMARY, `${CONFIG}.CacheBehaviors`, []);
    expect(distribution().behaviors.map(({ pathPattern }) => pathPattern)).toEqual(['*']);
  });

  it('an origin access control that never signs, or none', () => {
    assembly.set(PRIMARY, 'AccessControl.OriginAccessControlConfig.SigningBehavior', 'never');
    expect(distribution().origins[1]?.hasOriginAccessControl).toBe(false);
    assembly.set(PRIMARY, `${CONFIG}.Origins.1.OriginAccessControlId`, undefined);
    expect(distribution().origins[1]?.hasOriginAccessControl).toBe(false);
  });

  it('a bucket that lets no distribution in', () => {
    assembly.set(STATIC, 'Resources.FilesPolicy', undefined);
    expect(assembly.read().static.buckets[0]?.cloudFrontAccess).toEqual([]);
  });
});

describe('readAssembly deploys files as BucketDeployment does', () => {
  it('leaves out what is excluded and not included again', () => {
    assembly.set(STATIC, 'Nccos.Exclude', ['*']);
    assembly.set(STATIC, 'Nccos.Include', ['play??.json']);
    expect(objects().map(({ key }) => key)).toEqual(['static/played.json']);
  });

  it('puts a later source over an earlier one', () => {
    assembly.files['asset.marked/fallback.json'] = '[]';
    expect(bodyOf('static/fallback.json').toString()).toBe('[]');
  });

  it('prunes what an earlier deployment left under its prefix', () => {
    assembly.set(STATIC, 'Resources.After', {
      Type: 'Custom::CDKBucketDeployment',
      DependsOn: ['Nccos'],
      Properties: {
        ...(assembly.get(STATIC, 'Resources.Nccos.Properties') as object),
        SourceObjectKeys: ['files.zip'],
        Prune: true,
      },
    });
    expect(objects().map(({ key }) => key)).toEqual(['static/fallback.json']);
  });

  it('keeps the bytes of a file that is no text, also beside markers', () => {
    const bytes = Buffer.from([0xff, 0xfe, 0x00, 0x80]);
    assembly.files['asset.marked/a.bin'] = bytes;
    expect(bodyOf('static/a.bin').equals(bytes)).toBe(true);
  });
});
