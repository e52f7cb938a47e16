import type { GatewayFault } from './gateway/gateway-responses.ts';

/**
 * How AWS behaves where this project relies on it and nothing but a deployment can tell: what `npm run smoke` asks. Read
 * anew at each request, so that an emulator that runs can be told otherwise (deviations.ts).
 */
export interface Assumed {
  readonly gateway: AssumedGateway;
  readonly cloudFront: AssumedCloudFront;
  readonly s3: AssumedS3;
}

export interface AssumedGateway {
  /** In spite of every Gateway Response. */
  readonly statusOf: Readonly<Partial<Record<GatewayFault, number>>>;
  /** Of a function's own status (the key) makes another. */
  readonly replacesStatus: Readonly<Record<string, number>>;
  readonly handsBodiesOn: 'as-they-came' | 'as-compact-json';
  /** Refused to everybody, whatever the policy says. */
  readonly refusedPaths: readonly string[];
  readonly obeysPolicy: boolean;
  readonly asksForKeys: boolean;
}

export interface AssumedCloudFront {
  /** Methods whose errors no error page takes the place of. */
  readonly unmappedMethods: readonly string[];
  /** So long at least every error of a GET is kept, whatever the distribution says. */
  readonly keepsErrorsMs: number;
  /** How often an origin is asked that answers a GET with 5xx. */
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

export const AS_ASSUMED: Assumed = {
  gateway: {
    statusOf: {},
    replacesStatus: {},
    handsBodiesOn: 'as-they-came',
    refusedPaths: [],
    obeysPolicy: true,
    asksForKeys: true,
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
};
