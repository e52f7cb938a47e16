import type { BehaviorModel, DistributionModel, ErrorResponseModel, StaticObject } from '../deployment.ts';
import type { KnownProperties, PropertyReader } from './property-reader.ts';
import { readCachePolicy, readOriginRequestPolicy } from './read-cloudfront-policy.ts';
import { readEdgeFunction } from './read-edge-function.ts';
import { readOrigin } from './read-origin.ts';
import type { StackReader, StackResource } from './stack-reader.ts';

const CONFIG: KnownProperties = {
  emulated: ['CacheBehaviors', 'CustomErrorResponses', 'DefaultCacheBehavior', 'Enabled', 'Origins'],
  harmless: ['Comment', 'HttpVersion', 'IPV6Enabled', 'Logging', 'PriceClass', 'ViewerCertificate'],
  onlyOff: ['Aliases', 'DefaultRootObject', 'Staging', 'WebACLId'],
};
const BEHAVIOR: KnownProperties = {
  emulated: ['AllowedMethods', 'CachePolicyId', 'FunctionAssociations', 'OriginRequestPolicyId'].concat([
    'PathPattern',
    'TargetOriginId',
  ]),
  // The emulator serves plain HTTP on loopback and does not compress.
  harmless: ['CachedMethods', 'Compress', 'ViewerProtocolPolicy'],
  onlyOff: ['LambdaFunctionAssociations', 'SmoothStreaming', 'TrustedKeyGroups'],
};
const ERROR_RESPONSE: KnownProperties = {
  emulated: ['ErrorCachingMinTTL', 'ErrorCode', 'ResponseCode', 'ResponsePagePath'],
  harmless: [],
};
/** The only ones CloudFront maps; it refuses a distribution that names others. */
const MAPPABLE = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504];
const DEFAULT_ERROR_TTL_SECONDS = 10;

/** `objects`: by host name of their bucket, what the whole assembly deploys. */
export function readDistribution(
  stack: StackReader,
  resource: StackResource,
  objects: ReadonlyMap<string, readonly StaticObject[]>,
): DistributionModel {
  const properties = resource.properties();
  properties.refuseUnknown({ emulated: ['DistributionConfig'], harmless: ['Tags'] });
  const config = properties.object('DistributionConfig');
  if (config === undefined) throw properties.wrong('DistributionConfig', 'an object');
  if (config.has('OriginGroups') && Number(config.object('OriginGroups')?.values['Quantity'] ?? 1) > 0)
    throw config.notEmulated(
      'OriginGroups',
      'CloudFront refuses them beside POST, and fails over for GET, HEAD and OPTIONS only.',
    );
  config.refuseUnknown({ ...CONFIG, emulated: [...CONFIG.emulated, 'OriginGroups'] });
  if (!config.flag('Enabled', true)) throw config.notEmulated('Enabled false', 'Enable the distribution.');
  const origins = config.objects('Origins').map((origin) => readOrigin(stack, origin, objects));
  const standard = config.object('DefaultCacheBehavior');
  if (standard === undefined) throw config.wrong('DefaultCacheBehavior', 'a behaviour');
  const behaviors = [
    ...config.objects('CacheBehaviors').map((behavior) => {
      return readBehavior(stack, behavior, behavior.text('PathPattern'));
    }),
    readBehavior(stack, standard, '*'),
  ];
  const unknown = behaviors.find(({ originId }) => !origins.some(({ id }) => id === originId));
  if (unknown !== undefined) throw config.wrong('Origins', `an origin of Id ${unknown.originId}`);
  return {
    where: resource.where,
    arn: `arn:aws:cloudfront::${stack.account}:distribution/${stack.nameOf(resource)}`,
    account: stack.account,
    hostName: stack.nameOf(resource, 'DomainName'),
    origins,
    behaviors,
    errorResponses: config.objects('CustomErrorResponses').map(readErrorResponse),
  };
}

/** Behaviours come in the template's order, the default one last: the first match is taken. */
function readBehavior(stack: StackReader, properties: PropertyReader, pathPattern: string): BehaviorModel {
  if (properties.has('ForwardedValues'))
    throw properties.notEmulated('ForwardedValues', 'Name a cache policy and an origin request policy.');
  properties.refuseUnknown(BEHAVIOR);
  const cache = readCachePolicy(stack, properties);
  const forwards = readOriginRequestPolicy(stack, properties);
  const allowedMethods = properties.texts('AllowedMethods');
  return {
    pathPattern,
    originId: properties.text('TargetOriginId'),
    allowedMethods: allowedMethods.length === 0 ? ['GET', 'HEAD'] : allowedMethods,
    caches: cache.maxTtlSeconds > 0,
    cache,
    forwards,
    ...readEdgeFunction(stack, properties),
  };
}

function readErrorResponse(properties: PropertyReader): ErrorResponseModel {
  properties.refuseUnknown(ERROR_RESPONSE);
  const errorCode = properties.optionalNumber('ErrorCode');
  if (errorCode === undefined || !MAPPABLE.includes(errorCode))
    throw properties.wrong('ErrorCode', `one of ${MAPPABLE.join(', ')}`, 'CloudFront maps no other status.');
  const responseCode = properties.optionalNumber('ResponseCode');
  const responsePagePath = properties.optionalText('ResponsePagePath');
  if ((responseCode === undefined) !== (responsePagePath === undefined))
    throw properties.wrong('ResponsePagePath', 'ResponseCode and ResponsePagePath together');
  const ttl = properties.optionalNumber('ErrorCachingMinTTL');
  return {
    errorCode,
    ...(responseCode === undefined ? {} : { responseCode }),
    ...(responsePagePath === undefined ? {} : { responsePagePath }),
    errorCachingMinTtlSeconds: { value: ttl ?? DEFAULT_ERROR_TTL_SECONDS, isDefault: ttl === undefined },
  };
}
