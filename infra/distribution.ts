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
import type {
  BehaviorOptions,
  CfnDistribution,
  ErrorResponse,
  IFunctionRef,
} from 'aws-cdk-lib/aws-cloudfront';
import { RestApiOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { takesIpv6 } from './ip-ranges/ip-allow-list.ts';
import { DISTRIBUTION_KEY_HEADER } from './ip-ranges/distribution-key.ts';
import { createDistributionFunction } from './ip-ranges/distribution-function.ts';
import type { IpAllowList } from './ip-ranges/ip-allow-list.ts';
import { acceptPublicDistribution } from './nag/findings.ts';
import { STATIC_PREFIX, staticKey } from './physical-names.ts';
import { ROUTES } from '../contracts/routes.ts';
import type { Timeouts } from '../contracts/settings/timeouts.ts';
import { errorPageOf } from './static-tier/error-pages.ts';
import { ofApplication } from './static-tier/error-pages.ts';
import type { ErrorPage } from './static-tier/error-pages.ts';

/** Every error status that CloudFront can map to another page. The gateway returns no other one. */
export const MAPPED_STATUSES = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504] as const;

/** Timeout to connect to the static bucket, and to read from it: CloudFront's minimum. */
const STATIC_TIMEOUT_S = 1;

/** On any error behind the distribution, the same request gets 200 and the static NCCO. */
const staticNccoInstead = (httpStatus: number, { nameOf }: Own): ErrorResponse => ({
  httpStatus,
  responseHttpStatus: 200,
  responsePagePath: `/${staticKey(nameOf(errorPageOf(httpStatus)))}`,
  ttl: Duration.seconds(0),
});

export interface DistributionProps {
  readonly api: RestApi;
  readonly staticBucket: IBucket;
  readonly timeouts: Timeouts['fallback'];
  readonly stackName: string;
  /** Undefined: addresses are not checked. */
  readonly allowList: IpAllowList | undefined;
}

/** What is not the same for all distributions of the region. */
interface Own {
  readonly id: string;
  readonly comment: string;
  /** Under which name the static tier has an error page of this distribution. */
  readonly nameOf: (page: ErrorPage) => string;
}

const toApi = (
  { api, timeouts, allowList }: DistributionProps,
  viewerRequest: IFunctionRef | undefined,
): BehaviorOptions => ({
  origin: new RestApiOrigin(api, {
    // CloudFront's defaults (3 times 10 s, then 30 s) exceed Vonage's timeout.
    connectionAttempts: 1,
    connectionTimeout: Duration.millis(timeouts.distributionConnectMs),
    readTimeout: Duration.millis(timeouts.distributionReadMs),
    // The read timeout begins anew with each packet: a response that drips would outlast Vonage's timeout.
    responseCompletionTimeout: Duration.millis(timeouts.distributionReadMs),
    // Overwrites what a viewer sends under this name (CloudFront, "Add custom headers to origin requests").
    ...(allowList === undefined
      ? {}
      : { customHeaders: { [DISTRIBUTION_KEY_HEADER]: allowList.distributionKey } }),
  }),
  ...(viewerRequest === undefined
    ? {}
    : {
        functionAssociations: [{ function: viewerRequest, eventType: FunctionEventType.VIEWER_REQUEST }],
      }),
  allowedMethods: AllowedMethods.ALLOW_ALL,
  cachePolicy: CachePolicy.CACHING_DISABLED,
  // The gateway needs its own Host. Without this policy a GET loses Authorization, which holds the signature.
  originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
  // It is not known whether Vonage follows a redirect, so http is refused.
  viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
  compress: false,
});

/**
 * Limits how long the edge waits for a bucket that hangs or drips, before it serves its old copy (stale-if-error). The default is 30
 * s (API_S3OriginConfig), longer than a caller waits. The default behavior's origin, the bucket, is the first one.
 */
const limitStaticBucketRead = (distribution: Distribution): void => {
  const origin = 'DistributionConfig.Origins.0';
  const template = distribution.node.defaultChild as CfnDistribution;
  template.addPropertyOverride(`${origin}.S3OriginConfig.OriginReadTimeout`, STATIC_TIMEOUT_S);
  template.addPropertyOverride(`${origin}.ResponseCompletionTimeout`, STATIC_TIMEOUT_S);
};

const toStaticBucket = ({ staticBucket }: DistributionProps): BehaviorOptions => ({
  // Origin access control signs the request: S3 refuses a foreign Authorization header.
  origin: S3BucketOrigin.withOriginAccessControl(staticBucket, {
    // The caller has waited for two regions by now. Usually the edge has a copy.
    connectionAttempts: 1,
    connectionTimeout: Duration.seconds(STATIC_TIMEOUT_S),
  }),
  allowedMethods: AllowedMethods.ALLOW_GET_HEAD,
  cachePolicy: CachePolicy.CACHING_OPTIMIZED_FOR_UNCOMPRESSED_OBJECTS,
  viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
  compress: false,
});

/** The region's distribution, and that of each application that has a static NCCO of its own, by the application's id. */
export const createDistributions = (
  scope: Construct,
  applicationIds: readonly string[],
  props: DistributionProps,
): { readonly common: Distribution; readonly ofApplications: ReadonlyMap<string, Distribution> } => {
  const { allowList, stackName } = props;
  const viewerRequest =
    allowList === undefined
      ? undefined
      : createDistributionFunction(scope, { ranges: allowList.ranges, refuses: allowList.refuses });
  const common = createDistribution(scope, props, viewerRequest, {
    id: 'FrontDistribution',
    comment: `${stackName}: /fallback, or the static NCCO`,
    nameOf: (page) => page,
  });
  const ofApplications = applicationIds.map((applicationId): [string, Distribution] => [
    applicationId,
    createDistribution(scope, props, viewerRequest, {
      id: `FrontDistribution-${applicationId}`,
      comment: `${stackName}: /fallback of ${applicationId}`,
      nameOf: (page) => ofApplication(page, applicationId),
    }),
  ]);
  return { common, ofApplications: new Map(ofApplications) };
};

/**
 * A CloudFront distribution of the region: its API's `/fallback`, and the static NCCO where that fails. No other path leads to
 * the API: on one an unauthenticated caller could cause a 5xx, and ring static-ncco-read.
 */
const createDistribution = (
  scope: Construct,
  props: DistributionProps,
  viewerRequest: IFunctionRef | undefined,
  own: Own,
): Distribution => {
  const { allowList } = props;
  const api = toApi(props, viewerRequest);
  const staticBucket = toStaticBucket(props);
  const distribution = new Distribution(scope, own.id, {
    comment: own.comment,
    // Vonage's media regions are on three continents; each uses its nearest edge.
    priceClass: PriceClass.PRICE_CLASS_ALL,
    httpVersion: HttpVersion.HTTP2,
    // A caller whose IPv4 address is allowed must not be led to connect by IPv6.
    enableIpv6: allowList === undefined || takesIpv6(allowList.ranges),
    defaultBehavior: staticBucket,
    additionalBehaviors: {
      ...Object.fromEntries(
        ROUTES.filter(({ from }) => from === 'distribution').map(({ name }) => [`/${name}`, api] as const),
      ),
      [`/${STATIC_PREFIX}/*`]: staticBucket,
    },
    errorResponses: MAPPED_STATUSES.map((status) => staticNccoInstead(status, own)),
  });
  limitStaticBucketRead(distribution);
  acceptPublicDistribution(distribution, {
    unlogged: "The query of a fallback by GET holds the callers' numbers, and the log would hold the query.",
  });
  Annotations.of(distribution).acknowledgeWarning(
    '@aws-cdk/aws-cloudfront-origins:updateImportedBucketPolicyOac',
    "The static stack's bucket policy lets every distribution of the account read",
  );
  return distribution;
};
