import type { ViewerRequest } from '../origin-request.ts';
import { parseCookies, parseQuery, toFields } from './fields.ts';
import type { Fields } from './fields.ts';

/** What CloudFront Functions calls `request` (CloudFront Developer Guide, "CloudFront Functions event structure"). */
export interface EdgeRequest {
  readonly method: string;
  readonly uri: string;
  readonly querystring: Fields;
  /** Lower-case names. */
  readonly headers: Fields;
  readonly cookies: Fields;
}

export interface EdgeEvent {
  readonly version: '1.0';
  readonly context: {
    readonly distributionDomainName: string;
    readonly distributionId: string;
    readonly eventType: 'viewer-request';
    readonly requestId: string;
  };
  readonly viewer: { readonly ip: string };
  readonly request: EdgeRequest;
}

/** Neither shown to functions nor taken from them (Developer Guide, "Restrictions on all edge functions"). */
export const DISALLOWED =
  /^(connection|expect|keep-alive|proxy-authenticate|proxy-authorization|proxy-connection|trailer|upgrade|x-accel-.*|x-amz-cf-.*|x-amzn-(auth|cf-billing|cf-id|cf-xff|errortype|fle-profile|header-count|header-order|lambda-integration-tag|requestid)|x-cache|x-edge-.*|x-forwarded-proto|x-real-ip)$/;

export function edgeEvent(
  viewer: ViewerRequest,
  distribution: { readonly hostName: string; readonly arn: string },
  requestId: string,
): EdgeEvent {
  const { cookie = [], ...others } = viewer.headers;
  const shown = Object.entries({ ...others, host: [distribution.hostName] });
  return {
    version: '1.0',
    context: {
      distributionDomainName: distribution.hostName,
      distributionId: distribution.arn.slice(distribution.arn.lastIndexOf('/') + 1),
      eventType: 'viewer-request',
      requestId,
    },
    viewer: { ip: viewer.address },
    request: {
      method: viewer.method,
      uri: viewer.path,
      querystring: toFields(parseQuery(viewer.query)),
      headers: toFields(
        shown
          .filter(([name]) => !DISALLOWED.test(name))
          .flatMap(([name, values]) => values.map((value) => [name, value] as const)),
      ),
      cookies: toFields(parseCookies(cookie)),
    },
  };
}
