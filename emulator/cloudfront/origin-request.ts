import type { AssumedCloudFront } from '../assumed.ts';
import { signAsDistribution } from '../s3/s3-request.ts';
import type { BehaviorModel, DistributionModel, OriginModel } from '../deployment.ts';

export interface ViewerRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** With its question mark, or empty. */
  readonly query: string;
  /** Lower-case names, each with all its values. */
  readonly headers: Readonly<Record<string, readonly string[]>>;
  readonly body: Buffer;
  readonly address: string;
}

export interface OriginRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Never passed on (CloudFront Developer Guide, "HTTP request headers and CloudFront behavior"). */
const REMOVED =
  /^(connection|expect|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade|x-edge-.*|x-forwarded-proto|x-real-ip)$/;
/** Passed on whatever the policies say. */
const ESSENTIAL = ['content-type', 'content-encoding', 'content-md5'];

export interface Forwarding {
  readonly distribution: DistributionModel;
  readonly behavior: BehaviorModel;
  readonly origin: OriginModel;
  readonly viewer: ViewerRequest;
  readonly requestId: string;
  readonly assumed: AssumedCloudFront;
}

/** What the origin gets of the viewer's request: by the cache policy and the origin request policy. */
export function originRequest(forwarding: Forwarding): OriginRequest {
  const { distribution, behavior, origin, viewer, requestId, assumed } = forwarding;
  const headers: Record<string, string> = { 'user-agent': 'Amazon CloudFront' };
  for (const [name, values] of Object.entries(viewer.headers))
    if (name !== 'host' && name !== 'content-length' && isForwarded(behavior, viewer.method, name))
      headers[name] = values.join(', ');
  // The viewer addressed the distribution by its own name.
  const keepsHost = isForwarded(behavior, viewer.method, 'host') && !origin.hasOriginAccessControl;
  headers['host'] = keepsHost ? distribution.hostName : origin.hostName;
  headers['x-amz-cf-id'] = requestId;
  headers['via'] = `1.1 ${distribution.hostName} (CloudFront)`;
  const forwardedFor = viewer.headers['x-forwarded-for'];
  headers['x-forwarded-for'] = [...(forwardedFor ?? []), viewer.address].join(', ');
  if (viewer.body.length > 0 || viewer.method === 'POST' || viewer.method === 'PUT')
    headers['content-length'] = String(viewer.body.length);
  for (const [name, value] of Object.entries(origin.customHeaders)) headers[name.toLowerCase()] = value;
  if (assumed.dropsAuthorizationOf.includes(viewer.method)) Reflect.deleteProperty(headers, 'authorization');
  if (origin.hasOriginAccessControl) headers['authorization'] = signature(forwarding);
  const query = assumed.encodesQueryAgain ? viewer.query.replaceAll('%', '%25') : viewer.query;
  return {
    method: viewer.method,
    path: origin.originPath + viewer.path + (forwardsQuery(behavior) ? query : ''),
    headers,
    body: viewer.body,
  };
}

/** Origin access control signs the request over whatever the viewer sent. */
function signature({ distribution, viewer, assumed }: Forwarding): string {
  const [foreign] = assumed.replacesAuthorization ? [] : (viewer.headers['authorization'] ?? []);
  return foreign ?? signAsDistribution(distribution.arn);
}

export function forwardsQuery({ forwards, cache }: BehaviorModel): boolean {
  return forwards.queryString || cache.queryString;
}

function isForwarded({ forwards, cache }: BehaviorModel, method: string, name: string): boolean {
  if (REMOVED.test(name)) return false;
  if (ESSENTIAL.includes(name) || cache.headerNames.includes(name)) return true;
  // "CloudFront removes the header" is said of GET and HEAD only.
  if (name === 'authorization' && method !== 'GET' && method !== 'HEAD' && method !== 'OPTIONS') return true;
  switch (forwards.headers) {
    case 'all':
      return true;
    case 'all-except':
      return !forwards.headerNames.includes(name);
    case 'only':
      return forwards.headerNames.includes(name);
    case 'none':
      return false;
  }
}
