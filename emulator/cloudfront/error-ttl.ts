import type { DistributionModel, ErrorResponseModel } from '../deployment.ts';
import { maxAgeOf } from './edge-cache.ts';
import type { OriginFailure, OriginResponse } from './fetch-origin.ts';

/** CloudFront Developer Guide, "HTTP 4xx and 5xx status codes that CloudFront caches". */
const ALWAYS = [404, 405, 414, 500, 501, 502, 503, 504];
const WITH_MAX_AGE = [400, 403, 412, 415];
const DEFAULT_SECONDS = 10;

export function errorResponseFor(
  { errorResponses }: DistributionModel,
  status: number,
): ErrorResponseModel | undefined {
  return errorResponses.find(({ errorCode }) => errorCode === status);
}

/** How long an error (or the page in its place) is answered without asking the origin again; 0: not at all. */
export function errorTtlMs(distribution: DistributionModel, result: OriginResponse | OriginFailure): number {
  const maxAge = result.kind === 'response' ? maxAgeOf(result) : undefined;
  if (!ALWAYS.includes(result.status) && !(WITH_MAX_AGE.includes(result.status) && maxAge !== undefined))
    return 0;
  const minimum = errorResponseFor(distribution, result.status)?.errorCachingMinTtlSeconds.value;
  return Math.max(minimum ?? DEFAULT_SECONDS, maxAge ?? 0) * 1000;
}
