import { AS_ASSUMED } from './assumed.ts';
import type { Assumed, AssumedCloudFront, AssumedGateway, AssumedS3, AssumedSecrets } from './assumed.ts';

/** One broken assumption: a way in which AWS may behave differently. */
export interface BrokenAssumption {
  /** For people. */
  readonly says: string;
  readonly assumed: Assumed;
}

const gateway = (says: string, changes: Partial<AssumedGateway>): BrokenAssumption => ({
  says,
  assumed: { ...AS_ASSUMED, gateway: { ...AS_ASSUMED.gateway, ...changes } },
});
const cloudFront = (says: string, changes: Partial<AssumedCloudFront>): BrokenAssumption => ({
  says,
  assumed: { ...AS_ASSUMED, cloudFront: { ...AS_ASSUMED.cloudFront, ...changes } },
});
const s3 = (says: string, changes: Partial<AssumedS3>): BrokenAssumption => ({
  says,
  assumed: { ...AS_ASSUMED, s3: { ...AS_ASSUMED.s3, ...changes } },
});

const secrets = (says: string, changes: Partial<AssumedSecrets>): BrokenAssumption => ({
  says,
  assumed: { ...AS_ASSUMED, secrets: { ...AS_ASSUMED.secrets, ...changes } },
});

/** By the row of `npm run smoke` that must detect it. */
export const BROKEN_ASSUMPTIONS: Readonly<Record<string, BrokenAssumption>> = {
  health: gateway('the gateway refuses /health to everybody', { refusedPaths: ['/health'] }),
  'direct-unsigned': gateway("the gateway makes 500 of a function's own 503", {
    replacesStatus: { 503: 500 },
  }),
  'direct-body': gateway('the gateway hands JSON on as it prints it itself', {
    handsBodiesOn: 'as-compact-json',
  }),
  'path-parameter': gateway('no permission covers a path with a parameter', { permitsParameters: false }),
  'authorization-get': cloudFront('CloudFront drops the Authorization of a GET', {
    dropsAuthorizationOf: ['GET', 'HEAD'],
  }),
  'authorization-post': cloudFront('CloudFront drops the Authorization of a POST', {
    dropsAuthorizationOf: ['POST'],
  }),
  'query-through-the-distribution': cloudFront('CloudFront encodes the query once more', {
    encodesQueryAgain: true,
  }),
  'error-page-is-not-cached': cloudFront('CloudFront keeps an error for 10 s in spite of its TTL', {
    keepsErrorsMs: 10_000,
  }),
  'error-page-get': cloudFront('CloudFront has no error page for a GET', {
    unmappedMethods: ['GET', 'HEAD'],
  }),
  'error-page-post': cloudFront('CloudFront has no error page for a POST', { unmappedMethods: ['POST'] }),
  'foreign-authorization-at-static': cloudFront("origin access control keeps a viewer's Authorization", {
    replacesAuthorization: false,
  }),
  audio: s3('S3 forgets the content type of recorded audio', { forgetsContentTypeOf: ['.wav'] }),
  'own-secrets': secrets('no region has the secrets that the call flow declares', {
    holdsThoseOfCallFlow: false,
  }),
  'conditional-put': s3('S3 overwrites in spite of If-None-Match', { obeysIfNoneMatch: false }),
  'ip-refusal': gateway('the gateway does not look at its policy: every address gets in', {
    obeysPolicy: false,
  }),
  'ip-refusal-at-the-distribution': cloudFront('CloudFront does not move a request where its function says', {
    obeysFunctions: false,
  }),
  'distribution-key': gateway('the gateway asks for no API key', { asksForKeys: false }),
  'throttle-status': gateway('the gateway answers 429 where a function is throttled', {
    statusOf: { FUNCTION_THROTTLED: 429 },
  }),
  'timeout-status': gateway('the gateway answers 504 where a function hangs', {
    statusOf: { INTEGRATION_TIMEOUT: 504 },
  }),
  'distribution-timeouts': cloudFront('CloudFront asks an origin that fails three times', {
    asksFailingOrigin: 3,
  }),
  'crash-status': gateway('the gateway answers 503 where a function crashes', {
    statusOf: { FUNCTION_FAILED: 503 },
  }),
};

/** @throws for an unknown name, with the list of names */
export function brokenAssumptionNamed(name: string): BrokenAssumption {
  const found = Object.hasOwn(BROKEN_ASSUMPTIONS, name) ? BROKEN_ASSUMPTIONS[name] : undefined;
  if (found !== undefined) return found;
  throw new Error(
    `Expected an assumption that the emulator can break, found "${name}". There are: ${Object.keys(BROKEN_ASSUMPTIONS).join(', ')}.`,
  );
}
