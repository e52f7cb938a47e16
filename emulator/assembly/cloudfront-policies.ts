import type { BehaviorModel, CacheModel } from '../deployment.ts';

/** What of the viewer's request an origin request policy passes on. */
export type ForwardingPolicy = BehaviorModel['forwards'];

const NOTHING = { headers: 'none', headerNames: [], queryString: false } as const;
const only = (...headerNames: string[]) => ({ headers: 'only', headerNames, queryString: false }) as const;

/** Managed origin request policies by id (CloudFront Developer Guide, "Use managed origin request policies"). */
export const MANAGED_ORIGIN_REQUEST_POLICIES: Readonly<Record<string, ForwardingPolicy>> = {
  '216adef6-5c7f-47e4-b989-5492eafa07d3': {
    policy: 'AllViewer',
    headers: 'all',
    headerNames: [],
    queryString: true,
  },
  '33f36d7e-f396-46d9-90e0-52428a34d9dc': {
    policy: 'AllViewerAndCloudFrontHeaders-2022-06',
    headers: 'all',
    headerNames: [],
    queryString: true,
  },
  'b689b0a8-53d0-40ab-baf2-68738e2966ac': {
    policy: 'AllViewerExceptHostHeader',
    headers: 'all-except',
    headerNames: ['host'],
    queryString: true,
  },
  '59781a5b-3903-41f3-afcb-af62929ccde1': { policy: 'CORS-CustomOrigin', ...only('origin') },
  '88a5eaf4-2fd4-4709-b370-b4c650ea3fcf': {
    policy: 'CORS-S3Origin',
    ...only('origin', 'access-control-request-headers', 'access-control-request-method'),
  },
  'acba4595-bd28-49b8-b9fe-13317c0390fa': {
    policy: 'UserAgentRefererHeaders',
    ...only('user-agent', 'referer'),
  },
  'bf0718e1-ba1e-49d1-88b1-f726733018ae': { policy: 'HostHeaderOnly', ...only('host') },
};

export const NO_ORIGIN_REQUEST_POLICY: ForwardingPolicy = { policy: 'none', ...NOTHING };

const YEAR_SECONDS = 31_536_000;
const DAY_SECONDS = 86_400;
const HOST_AND_METHOD_OVERRIDE = [
  'host',
  'origin',
  'x-http-method-override',
  'x-http-method',
  'x-method-override',
];

/** Managed cache policies by id (CloudFront Developer Guide, "Use managed cache policies"). */
export const MANAGED_CACHE_POLICIES: Readonly<Record<string, CacheModel>> = {
  '4135ea2d-6df8-44a3-9df3-4b5a84be39ad': {
    policy: 'CachingDisabled',
    minTtlSeconds: 0,
    defaultTtlSeconds: 0,
    maxTtlSeconds: 0,
    queryString: false,
    headerNames: [],
  },
  '658327ea-f89d-4fab-a63d-7e88639e58f6': optimized('CachingOptimized'),
  'b2884449-e4de-46a7-ac36-70bc7f1ddd6d': optimized('CachingOptimizedForUncompressedObjects'),
  '83da9c7e-98b4-4e11-a168-04f0df8e2c65': useOriginHeaders('UseOriginCacheControlHeaders', false),
  '4cc15a8a-d715-48a4-82b8-cc0b614638fe': useOriginHeaders('UseOriginCacheControlHeaders-QueryStrings', true),
};

function optimized(policy: string): CacheModel {
  return {
    policy,
    minTtlSeconds: 1,
    defaultTtlSeconds: DAY_SECONDS,
    maxTtlSeconds: YEAR_SECONDS,
    queryString: false,
    headerNames: [],
  };
}

function useOriginHeaders(policy: string, queryString: boolean): CacheModel {
  return {
    policy,
    minTtlSeconds: 0,
    defaultTtlSeconds: 0,
    maxTtlSeconds: YEAR_SECONDS,
    queryString,
    headerNames: HOST_AND_METHOD_OVERRIDE,
  };
}
