import { TIMEOUTS } from '../../contracts/settings/timeouts.ts';
import type { TimeoutsName } from '../../contracts/settings/timeouts.ts';
import { synthesized, theOnly } from './synthesized.ts';
import type { Synthesized } from './synthesized.ts';

/** Ids of CloudFront's managed policies ("Use managed cache policies", "… origin request policies"). */
const CACHING_DISABLED = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
const CACHING_OPTIMIZED_FOR_UNCOMPRESSED_OBJECTS = 'b2884449-e4de-46a7-ac36-70bc7f1ddd6d';
const ALL_VIEWER_EXCEPT_HOST_HEADER = 'b689b0a8-53d0-40ab-baf2-68738e2966ac';

const NAMES: readonly TimeoutsName[] = ['shipped', 'tight'];
const byName = {} as Record<TimeoutsName, Synthesized>;
beforeAll(async () => {
  for (const timeouts of NAMES) byName[timeouts] = await synthesized({ timeouts });
});
afterAll(async () => {
  for (const name of NAMES) await byName[name].remove();
});

describe.each(['primary', 'secondary'] as const)('the distribution of the %s', (role) => {
  const distribution = (name: TimeoutsName = 'shipped') =>
    theOnly(byName[name][role], 'AWS::CloudFront::Distribution')[1].Properties.DistributionConfig;
  const apiBehavior = (name: TimeoutsName = 'shipped') => distribution(name).CacheBehaviors[0];
  const originOf = (behavior: { readonly TargetOriginId: string }, name: TimeoutsName = 'shipped') =>
    distribution(name).Origins.find(({ Id }: { readonly Id: string }) => Id === behavior.TargetOriginId);

  it('turns each of the eleven statuses that CloudFront can map into 200 and the static NCCO, uncached', () => {
    const insteadOf = (page: string, ...statuses: readonly number[]) =>
      statuses.map((status) => ({
        ErrorCode: status,
        ResponseCode: 200,
        ResponsePagePath: page,
        ErrorCachingMinTTL: 0,
      }));
    expect(distribution().CustomErrorResponses).toEqual([
      ...insteadOf('/static/instead-of-4xx.json', 400, 403, 404, 405, 414, 416),
      ...insteadOf('/static/instead-of-5xx.json', 500, 501, 502, 503, 504),
    ]);
  });

  it.each(NAMES)("waits for the API once, and for less than Vonage's timeout (%s)", (name) => {
    const { distributionConnectMs, distributionReadMs } = TIMEOUTS[name].fallback;
    const origin = originOf(apiBehavior(name), name);
    expect(origin.ConnectionAttempts).toBe(1);
    expect(origin.ConnectionTimeout).toBe(distributionConnectMs / 1000);
    expect(origin.CustomOriginConfig.OriginReadTimeout).toBe(distributionReadMs / 1000);
    expect(origin.ResponseCompletionTimeout).toBe(distributionReadMs / 1000);
  });

  it("sends /fallback to this region's own API, over TLS", () => {
    const origin = originOf(apiBehavior());
    const [apiId] = theOnly(byName.shipped[role], 'AWS::ApiGateway::RestApi');
    const [stageId] = theOnly(byName.shipped[role], 'AWS::ApiGateway::Stage');
    expect(JSON.stringify(origin.DomainName)).toContain(`{"Ref":"${apiId}"}`);
    expect(JSON.stringify(origin.OriginPath)).toContain(`{"Ref":"${stageId}"}`);
    expect(origin.CustomOriginConfig).toMatchObject({
      OriginProtocolPolicy: 'https-only',
      OriginSSLProtocols: ['TLSv1.2'],
    });
  });

  it('forwards every method, header and query to the API, Authorization included, and keeps nothing', () => {
    expect(apiBehavior()).toMatchObject({
      AllowedMethods: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'],
      CachePolicyId: CACHING_DISABLED,
      OriginRequestPolicyId: ALL_VIEWER_EXCEPT_HOST_HEADER,
    });
  });

  it('sends nothing else there: no unauthenticated caller can cause a 5xx behind a distribution', () => {
    const { Origins: origins, CacheBehaviors: behaviors, DefaultCacheBehavior: standard } = distribution();
    expect(origins).toHaveLength(2);
    expect(behaviors.map(({ PathPattern }: { readonly PathPattern: string }) => PathPattern)).toEqual([
      '/fallback',
      '/static/*',
    ]);
    expect(standard.TargetOriginId).toBe(behaviors[1].TargetOriginId);
    expect(standard.TargetOriginId).not.toBe(apiBehavior().TargetOriginId);
    expect(standard.AllowedMethods).toEqual(['GET', 'HEAD']);
  });

  it("serves /static/* from the static tier's bucket in its own region, signed, cached", () => {
    const behavior = distribution().CacheBehaviors[1];
    expect(behavior).toMatchObject({
      PathPattern: '/static/*',
      CachePolicyId: CACHING_OPTIMIZED_FOR_UNCOMPRESSED_OBJECTS,
    });
    const origin = originOf(behavior);
    // One that hangs is given up while the caller still waits, and what the edge has is served.
    expect(origin).toMatchObject({
      ConnectionAttempts: 1,
      ConnectionTimeout: 1,
      S3OriginConfig: { OriginReadTimeout: 1 },
      ResponseCompletionTimeout: 1,
    });
    expect(originOf(apiBehavior())).not.toHaveProperty('S3OriginConfig');
    expect(origin.DomainName).toEqual({
      'Fn::Join': [
        '',
        [
          'vonage-voice-failover-static-eu-north-1-',
          { Ref: 'AWS::AccountId' },
          '.s3.eu-north-1.amazonaws.com',
        ],
      ],
    });
    const [accessControlId, accessControl] = theOnly(
      byName.shipped[role],
      'AWS::CloudFront::OriginAccessControl',
    );
    expect(origin.OriginAccessControlId).toEqual({ 'Fn::GetAtt': [accessControlId, 'Id'] });
    // "always": the viewer's own Authorization header would be refused by S3.
    expect(accessControl.Properties.OriginAccessControlConfig).toMatchObject({
      OriginAccessControlOriginType: 's3',
      SigningBehavior: 'always',
      SigningProtocol: 'sigv4',
    });
  });

  it('forwards nothing of the request to the bucket', () => {
    for (const behavior of [distribution().DefaultCacheBehavior, distribution().CacheBehaviors[1]])
      expect(behavior).not.toHaveProperty('OriginRequestPolicyId');
  });

  it('never redirects and never compresses: how Vonage reacts is not known', () => {
    for (const behavior of [distribution().DefaultCacheBehavior, ...distribution().CacheBehaviors]) {
      expect(behavior).toMatchObject({ ViewerProtocolPolicy: 'https-only', Compress: false });
    }
  });

  it('has no origin group: CloudFront refuses one beside POST, at deploy time only', () => {
    expect(distribution()).not.toHaveProperty('OriginGroups');
  });

  it('is on every edge', () => {
    expect(distribution().PriceClass).toBe('PriceClass_All');
  });
});

it('gives each distribution of the account an access control of its own name', () => {
  const names = (['primary', 'secondary', 'static'] as const).map(
    (role) =>
      theOnly(byName.shipped[role], 'AWS::CloudFront::OriginAccessControl')[1].Properties
        .OriginAccessControlConfig.Name,
  );
  expect(new Set(names).size).toBe(3);
});
