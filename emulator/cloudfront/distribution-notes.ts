import {
  type BehaviorModel,
  describeResource,
  describeStaticObject,
  type DistributionModel,
  type EdgeFunctionModel,
  type ErrorResponseModel,
  type OriginModel,
  type Setting,
} from '../deployment.ts';
import type { TakeNote } from '../note.ts';
import type { Progress } from './fetch-origin.ts';
import type { ViewerRequest } from './origin-request.ts';

/** What a distribution has to say about itself. Texts name no time and no query: equal ones are counted. */
export interface DistributionNotes {
  errorPage(viewer: ViewerRequest, status: number, reason: string, mapped: ErrorResponseModel): void;
  unmapped(viewer: ViewerRequest, status: number, reason: string): void;
  noPageBehavior(path: string, behavior: BehaviorModel): void;
  pageFailed(path: string, behavior: BehaviorModel, what: string): void;
  pageType(path: string, origin: OriginModel, contentType: string): void;
  pageInvalid(path: string, origin: OriginModel, problem: string): void;
  viewerLeft(viewer: ViewerRequest, progress: Progress): void;
  authorizationDropped(viewer: ViewerRequest, behavior: BehaviorModel): void;
  queryDropped(viewer: ViewerRequest, behavior: BehaviorModel): void;
  errorFromCache(viewer: ViewerRequest, status: number, mapped: ErrorResponseModel | undefined): void;
  staleObject(path: string): void;
  methodNotAllowed(viewer: ViewerRequest, behavior: BehaviorModel): void;
  answeredByFunction(viewer: ViewerRequest, model: EdgeFunctionModel, status: number): void;
  functionFailed(viewer: ViewerRequest, model: EdgeFunctionModel, status: number, why: string): void;
}

/** CloudFront maps these and no other. */
const MAPPABLE = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504];

export function distributionNotes(distribution: DistributionModel, note: TakeNote): DistributionNotes {
  const resource = describeResource(distribution.where);
  const suspect = (setting: string, text: string): void => {
    note({ level: 'suspect', resource, setting, text });
  };
  const info = (setting: string, text: string): void => {
    note({ level: 'info', resource, setting, text });
  };
  /** At fault is who deployed the file, where that is known. */
  const deployed = (path: string, origin: OriginModel, setting: string, says: string): void => {
    const object = origin.objects?.find(({ key }) => `${origin.originPath}${path}` === `/${key}`);
    if (object === undefined) suspect('ResponsePagePath', `${path} ${says}`);
    else
      note({
        level: 'suspect',
        resource: describeResource(object.where),
        setting,
        text: `${describeStaticObject(object)} ${says}`,
      });
  };
  const what = ({ method, path }: ViewerRequest): string => `${method} ${path}`;
  return {
    errorPage: (viewer, status, reason, { responseCode, responsePagePath }) => {
      const text = `${what(viewer)}: ${String(status)} (${reason}) became ${String(responseCode ?? status)} with ${String(responsePagePath)}`;
      // The platform runs an NCCO that comes with 200, and no other.
      ((responseCode ?? status) === 200 ? info : suspect)('CustomErrorResponses', text);
      if (viewer.method !== 'GET' && viewer.method !== 'HEAD')
        info(
          'CustomErrorResponses',
          `assumed: errors of ${viewer.method} are mapped like those of GET (CloudFront documents it neither way)`,
        );
    },
    unmapped: (viewer, status, reason) => {
      const why = MAPPABLE.includes(status)
        ? `no CustomErrorResponses entry maps ${String(status)}`
        : `CloudFront cannot map ${String(status)}: nothing behind it may answer that`;
      suspect(
        'CustomErrorResponses',
        `${what(viewer)}: ${String(status)} (${reason}) went to the viewer: ${why}`,
      );
    },
    noPageBehavior: (path, { pathPattern, originId }) => {
      suspect(
        'CacheBehaviors',
        `no behaviour of its own for ${path}: the error page is asked of ${originId}, the origin that failed (behaviour ${pathPattern})`,
      );
    },
    pageFailed: (path, { pathPattern, originId }, found) => {
      suspect(
        'ResponsePagePath',
        `the error page ${path} could not be fetched from ${originId} (behaviour ${pathPattern}): ${found}`,
      );
    },
    pageType: (path, origin, contentType) => {
      deployed(
        path,
        origin,
        'SystemMetadata.content-type',
        `is served as ${contentType}: an NCCO must be application/json`,
      );
    },
    pageInvalid: (path, origin, problem) => {
      deployed(path, origin, 'SourceObjectKeys', `is served, and is no valid NCCO: ${problem}`);
    },
    viewerLeft: (viewer, { now }) => {
      if (now === undefined) return;
      const { origin, path, stage } = now;
      const timeouts = [
        named('ConnectionAttempts', origin.connectionAttempts, ''),
        named('ConnectionTimeout', origin.connectionTimeoutMs, ' ms'),
        named('OriginReadTimeout', origin.readTimeoutMs, ' ms'),
      ];
      const doing =
        stage === 'connecting'
          ? `connecting to origin ${origin.id}`
          : `waiting for an answer of origin ${origin.id}`;
      suspect(
        stage === 'connecting' ? 'ConnectionTimeout' : 'OriginReadTimeout',
        `${what(viewer)}: the viewer left while CloudFront was still ${doing} (${path}): ${timeouts.join(', ')}`,
      );
    },
    authorizationDropped: (viewer, { forwards, cache, originId, pathPattern }) => {
      suspect(
        'OriginRequestPolicyId',
        `${viewer.method} (behaviour ${pathPattern}): Authorization did not reach ${originId}: origin request policy ${forwards.policy}, cache policy ${cache.policy}`,
      );
    },
    queryDropped: (viewer, { forwards, originId, pathPattern }) => {
      suspect(
        'OriginRequestPolicyId',
        `${viewer.method} (behaviour ${pathPattern}): the query string did not reach ${originId}: origin request policy ${forwards.policy}`,
      );
    },
    errorFromCache: (viewer, status, mapped) => {
      const ttl =
        mapped === undefined
          ? '10 s, the default without an entry'
          : `${String(mapped.errorCachingMinTtlSeconds.value)} s${mapped.errorCachingMinTtlSeconds.isDefault ? ', the default' : ''}`;
      suspect(
        'ErrorCachingMinTTL',
        `${what(viewer)}: an earlier ${String(status)} was answered from the cache (${ttl}); the origin was not asked`,
      );
    },
    staleObject: (path) => {
      info('CachePolicyId', `${path}: served from the edge beyond its age, its origin failed`);
    },
    methodNotAllowed: (viewer, { pathPattern, allowedMethods }) => {
      suspect(
        'AllowedMethods',
        `${what(viewer)}: behaviour ${pathPattern} allows ${allowedMethods.join(', ')}; CloudFront answered 403 by itself`,
      );
    },
    answeredByFunction: (viewer, { where }, status) => {
      note({
        // The platform runs an NCCO that comes with 200, and no other.
        level: status === 200 ? 'info' : 'suspect',
        resource: describeResource(where),
        setting: 'FunctionCode',
        text: `${what(viewer)}: the function answered ${String(status)} by itself: no CustomErrorResponses entry maps that`,
      });
    },
    functionFailed: (viewer, { where }, status, why) => {
      note({
        level: 'suspect',
        resource: describeResource(where),
        setting: 'FunctionCode',
        text: `${what(viewer)}: the function failed, the viewer got ${String(status)} (assumed: no CustomErrorResponses entry maps that): ${why}`,
      });
    },
  };
}

function named(name: string, { value, isDefault }: Setting<number>, unit: string): string {
  return `${name} ${String(value)}${unit}${isDefault ? ' (the default)' : ''}`;
}
