import type { CacheModel } from '../deployment.ts';
import {
  MANAGED_CACHE_POLICIES,
  MANAGED_ORIGIN_REQUEST_POLICIES,
  NO_ORIGIN_REQUEST_POLICY,
} from './cloudfront-policies.ts';
import type { ForwardingPolicy } from './cloudfront-policies.ts';
import type { PropertyReader } from './property-reader.ts';
import type { StackReader } from './stack-reader.ts';

const DAY_SECONDS = 86_400;
const YEAR_SECONDS = 31_536_000;
const HEADERS = { none: 'none', whitelist: 'only', allViewer: 'all', allExcept: 'all-except' } as const;

/** The cache policy that a behaviour names by id. */
export function readCachePolicy(stack: StackReader, behavior: PropertyReader): CacheModel {
  const id = behavior.text('CachePolicyId');
  const managed = MANAGED_CACHE_POLICIES[id];
  if (managed !== undefined) return managed;
  const own = policyOfStack(stack, 'CachePolicy', id);
  if (own === undefined)
    throw behavior.notEmulated(`CachePolicyId ${id}`, 'Use a policy whose settings are known.');
  own.refuseUnknown({
    emulated: ['DefaultTTL', 'MaxTTL', 'MinTTL', 'ParametersInCacheKeyAndForwardedToOrigin'],
    harmless: ['Comment', 'Name'],
  });
  const key = own.object('ParametersInCacheKeyAndForwardedToOrigin');
  if (key === undefined) throw own.wrong('ParametersInCacheKeyAndForwardedToOrigin', 'an object');
  key.refuseUnknown({
    emulated: ['CookiesConfig', 'HeadersConfig', 'QueryStringsConfig'],
    harmless: ['EnableAcceptEncodingBrotli', 'EnableAcceptEncodingGzip'],
  });
  noCookies(key);
  const headers = listed(key, 'HeadersConfig', 'Header', ['none', 'whitelist']);
  const minTtlSeconds = own.optionalNumber('MinTTL') ?? 0;
  const defaultTtlSeconds = own.optionalNumber('DefaultTTL') ?? Math.max(DAY_SECONDS, minTtlSeconds);
  return {
    policy: own.where.logicalId,
    minTtlSeconds,
    defaultTtlSeconds,
    maxTtlSeconds: own.optionalNumber('MaxTTL') ?? Math.max(YEAR_SECONDS, defaultTtlSeconds),
    queryString: listed(key, 'QueryStringsConfig', 'QueryString', ['none', 'all']).behavior === 'all',
    headerNames: headers.names,
  };
}

/** The origin request policy that a behaviour names by id, or none. */
export function readOriginRequestPolicy(stack: StackReader, behavior: PropertyReader): ForwardingPolicy {
  const id = behavior.optionalText('OriginRequestPolicyId');
  if (id === undefined) return NO_ORIGIN_REQUEST_POLICY;
  const managed = MANAGED_ORIGIN_REQUEST_POLICIES[id];
  if (managed !== undefined) return managed;
  const own = policyOfStack(stack, 'OriginRequestPolicy', id);
  if (own === undefined)
    throw behavior.notEmulated(`OriginRequestPolicyId ${id}`, 'Use a policy whose settings are known.');
  own.refuseUnknown({
    emulated: ['CookiesConfig', 'HeadersConfig', 'QueryStringsConfig'],
    harmless: ['Comment', 'Name'],
  });
  const headers = listed(own, 'HeadersConfig', 'Header', ['none', 'whitelist', 'allViewer', 'allExcept']);
  if (headers.behavior === 'whitelist' && headers.names.includes('authorization'))
    throw own.wrong('HeadersConfig', 'no Authorization', 'CloudFront forwards it with all headers or none.');
  return {
    policy: own.where.logicalId,
    headers: HEADERS[headers.behavior],
    headerNames: headers.names,
    queryString: listed(own, 'QueryStringsConfig', 'QueryString', ['none', 'all']).behavior === 'all',
  };
}

function policyOfStack(
  stack: StackReader,
  kind: 'CachePolicy' | 'OriginRequestPolicy',
  id: string,
): PropertyReader | undefined {
  const resource = stack.ofType(`AWS::CloudFront::${kind}`).find((policy) => stack.nameOf(policy) === id);
  const properties = resource?.properties().refuseUnknown({ emulated: [`${kind}Config`], harmless: [] });
  return properties?.object(`${kind}Config`);
}

function listed<B extends string>(
  policy: PropertyReader,
  name: string,
  prefix: string,
  known: readonly B[],
): { behavior: B; names: readonly string[] } {
  const config = policy.object(name);
  if (config === undefined) throw policy.wrong(name, 'an object');
  const found = config.text(`${prefix}Behavior`);
  const behavior = known.find((one) => one === found);
  if (behavior === undefined)
    throw config.notEmulated(`${prefix}Behavior ${found}`, `The emulator knows: ${known.join(', ')}.`);
  return { behavior, names: config.texts(`${prefix}s`).map((one) => one.toLowerCase()) };
}

/** The platform sends no cookies, so forwarding them changes nothing; a cache key of them is refused. */
function noCookies(key: PropertyReader): void {
  listed(key, 'CookiesConfig', 'Cookie', ['none']);
}
