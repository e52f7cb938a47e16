import type { GatewayFault } from './gateway/gateway-responses.ts';

/**
 * Assumptions about AWS that this project relies on and only a deployment can confirm: `npm run smoke` tests them. The
 * emulator reads them at each request, so that a running one can break an assumption (broken-assumptions.ts).
 */
export interface Assumed {
  readonly gateway: AssumedGateway;
  readonly cloudFront: AssumedCloudFront;
  readonly s3: AssumedS3;
  readonly secrets: AssumedSecrets;
}

export interface AssumedGateway {
  /** In spite of every Gateway Response. */
  readonly statusOf: Readonly<Partial<Record<GatewayFault, number>>>;
  /** A function's own status (the key) → the status that API Gateway sends instead. */
  readonly replacesStatus: Readonly<Record<string, number>>;
  readonly handsBodiesOn: 'as-they-came' | 'as-compact-json';
  /** Refused to every caller, regardless of the policy. */
  readonly refusedPaths: readonly string[];
  readonly obeysPolicy: boolean;
  readonly asksForKeys: boolean;
  /** `*` in a permission's SourceArn covers the value of a path parameter. */
  readonly permitsParameters: boolean;
}

export interface AssumedCloudFront {
  /** Methods whose errors are not replaced by an error page. */
  readonly unmappedMethods: readonly string[];
  /** Minimum time that every error of a GET is cached, regardless of the distribution's settings. */
  readonly keepsErrorsMs: number;
  /** How many requests an origin gets if it answers a GET with 5xx. */
  readonly asksFailingOrigin: number;
  /** In spite of every policy. */
  readonly dropsAuthorizationOf: readonly string[];
  readonly encodesQueryAgain: boolean;
  /** Origin access control, with a viewer's Authorization. */
  readonly replacesAuthorization: boolean;
  /** A function may move a request to another path. */
  readonly obeysFunctions: boolean;
}

export interface AssumedS3 {
  readonly obeysIfNoneMatch: boolean;
  /** Ends of keys. */
  readonly forgetsContentTypeOf: readonly string[];
}

export interface AssumedSecrets {
  /** Their owner has created them. */
  readonly holdsThoseOfCallFlow: boolean;
}

export const AS_ASSUMED: Assumed = {
  gateway: {
    statusOf: {},
    replacesStatus: {},
    handsBodiesOn: 'as-they-came',
    refusedPaths: [],
    obeysPolicy: true,
    asksForKeys: true,
    permitsParameters: true,
  },
  cloudFront: {
    unmappedMethods: [],
    keepsErrorsMs: 0,
    asksFailingOrigin: 1,
    dropsAuthorizationOf: [],
    encodesQueryAgain: false,
    replacesAuthorization: true,
    obeysFunctions: true,
  },
  s3: { obeysIfNoneMatch: true, forgetsContentTypeOf: [] },
  secrets: { holdsThoseOfCallFlow: true },
};
