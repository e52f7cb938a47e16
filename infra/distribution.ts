import { Annotations, Duration } from 'aws-cdk-lib';
import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import {
  AllowedMethods,
  CachePolicy,
  Distribution,
  FunctionEventType,
  HttpVersion,
  OriginRequestPolicy,
  PriceClass,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import type { BehaviorOptions, CfnDistribution, ErrorResponse } from 'aws-cdk-lib/aws-cloudfront';
import { RestApiOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { takesIpv6 } from './ip-ranges/ip-allow-list.ts';
import { FRONT_KEY_HEADER } from './ip-ranges/distribution-key.ts';
import { createFrontFunction } from './ip-ranges/front-function.ts';
import type { Gate } from './ip-ranges/ip-allow-list.ts';
import { acceptPublicDistribution } from './nag/findings.ts';
import { STATIC_PREFIX, staticKey } from './physical-names.ts';
import { ROUTES } from '../contracts/routes.ts';
import type { Timeouts } from '../contracts/settings/timeouts.ts';
import { errorPageOf } from './static-tier/error-pages.ts';

/** Every status that CloudFront can turn into another page; no other passes the gateway. */
export const MAPPED_STATUSES = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504] as const;

/** To connect to the static bucket, and again until it answers: CloudFront's least. */
const STATIC_PATIENCE_S = 1;

/** Whatever goes wrong behind the front, Vonage gets 200 and the static NCCO, at this very request. */
const staticNccoInstead = (httpStatus: number): ErrorResponse => ({
  httpStatus,
  responseHttpStatus: 200,
  responsePagePath: `/${staticKey(errorPageOf(httpStatus))}`,
  ttl: Duration.seconds(0),
});

export interface FrontProps {
  readonly api: RestApi;
  readonly staticBucket: IBucket;
  readonly timeouts: Timeouts['fallback'];
  readonly comment: string;
  /** Undefined: addresses are not looked at. */
  readonly gate: Gate | undefined;
}

const toApi = (scope: Construct, { api, timeouts, gate }: FrontProps): BehaviorOptions => ({
  origin: new RestApiOrigin(api, {
    // CloudFront's defaults (3 times 10 s, then 30 s) outlast Vonage's patience.
    connectionAttempts: 1,
    connectionTimeout: Duration.millis(timeouts.frontConnectMs),
    readTimeout: Duration.millis(timeouts.frontReadMs),
    // Overwrites what a viewer sends under this name (CloudFront, "Add custom headers to origin requests").
    ...(gate === undefined ? {} : { customHeaders: { [FRONT_KEY_HEADER]: gate.frontKey } }),
  }),
  ...(gate === undefined
    ? {}
    : {
        functionAssociations: [
          {
            function: createFrontFunction(scope, { ranges: gate.ranges, refuses: gate.closed }),
            eventType: FunctionEventType.VIEWER_REQUEST,
          },
        ],
      }),
  allowedMethods: AllowedMethods.ALLOW_ALL,
  cachePolicy: CachePolicy.CACHING_DISABLED,
  // The gateway needs its own Host; without this policy a GET loses Authorization, the signature.
  originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
  // What Vonage does with a redirect is not known: http is refused instead.
  viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
  compress: false,
});

/**
 * A bucket that hangs is given up within the caller's patience, so that what the edge had before is served: by default it has
 * 30 s (API_S3OriginConfig), and stale-if-error waits for it. The bucket's origin, of the default behavior, is the first one.
 */
const giveUpOnStaticBucket = (front: Distribution): void => {
  const path = 'DistributionConfig.Origins.0.S3OriginConfig.OriginReadTimeout';
  (front.node.defaultChild as CfnDistribution).addPropertyOverride(path, STATIC_PATIENCE_S);
};

const toStaticBucket = ({ staticBucket }: FrontProps): BehaviorOptions => ({
  // Origin access control signs the request: S3 refuses a foreign Authorization header.
  origin: S3BucketOrigin.withOriginAccessControl(staticBucket, {
    // The last resort, at the end of the caller's patience; mostly the edge has it already.
    connectionAttempts: 1,
    connectionTimeout: Duration.seconds(STATIC_PATIENCE_S),
  }),
  allowedMethods: AllowedMethods.ALLOW_GET_HEAD,
  cachePolicy: CachePolicy.CACHING_OPTIMIZED_FOR_UNCOMPRESSED_OBJECTS,
  viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
  compress: false,
});

/**
 * The region's CloudFront distribution: its API's `/fallback`, and the static NCCO where that fails. No other path leads to
 * the API: there a stranger could cause a 5xx, and ring the alarm that callers hear the last resort.
 */
export const createFront = (scope: Construct, props: FrontProps): Distribution => {
  const { comment, gate } = props;
  const api = toApi(scope, props);
  const staticBucket = toStaticBucket(props);
  const front = new Distribution(scope, 'FrontDistribution', {
    comment,
    // Vonage's media regions are on three continents; each asks the edge next to it.
    priceClass: PriceClass.PRICE_CLASS_ALL,
    httpVersion: HttpVersion.HTTP2,
    // Who is known by an IPv4 address must not be led to come by another one.
    enableIpv6: gate === undefined || takesIpv6(gate.ranges),
    defaultBehavior: staticBucket,
    additionalBehaviors: {
      ...Object.fromEntries(
        ROUTES.filter(({ from }) => from === 'front').map(({ name }) => [`/${name}`, api] as const),
      ),
      [`/${STATIC_PREFIX}/*`]: staticBucket,
    },
    errorResponses: MAPPED_STATUSES.map(staticNccoInstead),
  });
  giveUpOnStaticBucket(front);
  acceptPublicDistribution(front, {
    unlogged: "The query of a fallback by GET holds the callers' numbers, and the log would hold the query.",
  });
  Annotations.of(front).acknowledgeWarning(
    '@aws-cdk/aws-cloudfront-origins:updateImportedBucketPolicyOac',
    "The static stack's bucket policy lets every distribution of the account read",
  );
  return front;
};
