import type { BehaviorModel } from '../deployment.ts';
import type { OriginResponse } from './fetch-origin.ts';
import type { ViewerRequest } from './origin-request.ts';

/** What the edge keeps of one URL. */
export interface CachedResponse {
  readonly response: OriginResponse;
  readonly storedAtMs: number;
  readonly freshMs: number;
  /** May be served beyond, while it is fetched anew. */
  readonly staleWhileRevalidateMs: number;
  /** May be served beyond, where the origin fails; Infinity without `stale-if-error`. */
  readonly staleIfErrorMs: number;
}

/** Objects with one cache key are the same object to CloudFront. */
export function cacheKey({ pathPattern, cache }: BehaviorModel, viewer: ViewerRequest): string {
  const headers = cache.headerNames.map((name) => viewer.headers[name] ?? null);
  return JSON.stringify([pathPattern, viewer.path, cache.queryString ? viewer.query : '', headers]);
}

/** undefined: nothing may be kept (CloudFront Developer Guide, "Manage how long content stays in the cache"). */
export function toCache(
  { caches, cache }: BehaviorModel,
  response: OriginResponse,
  nowMs: number,
): CachedResponse | undefined {
  if (!caches || response.status !== 200) return undefined;
  const directives = parseCacheControl(response.headers['cache-control']);
  const said = maxAgeSeconds(directives);
  const isKept = !['no-store', 'no-cache', 'private'].some((name) => directives.has(name));
  const freshSeconds = !isKept
    ? cache.minTtlSeconds
    : said === undefined
      ? Math.max(cache.minTtlSeconds, cache.defaultTtlSeconds)
      : Math.min(Math.max(said, cache.minTtlSeconds), cache.maxTtlSeconds);
  if (freshSeconds === 0) return undefined;
  return {
    response,
    storedAtMs: nowMs,
    freshMs: freshSeconds * 1000,
    staleWhileRevalidateMs: (directives.get('stale-while-revalidate') ?? 0) * 1000,
    staleIfErrorMs: (directives.get('stale-if-error') ?? Infinity) * 1000,
  };
}

export type Freshness = 'fresh' | 'stale-while-revalidate' | 'stale-if-error' | 'gone';

export function freshness(cached: CachedResponse, nowMs: number): Freshness {
  const overMs = nowMs - cached.storedAtMs - cached.freshMs;
  if (overMs < 0) return 'fresh';
  if (overMs < cached.staleWhileRevalidateMs) return 'stale-while-revalidate';
  return overMs < cached.staleIfErrorMs ? 'stale-if-error' : 'gone';
}

export function maxAgeOf(response: OriginResponse): number | undefined {
  return maxAgeSeconds(parseCacheControl(response.headers['cache-control']));
}

const maxAgeSeconds = (directives: ReadonlyMap<string, number>): number | undefined =>
  directives.get('s-maxage') ?? directives.get('max-age');

function parseCacheControl(header: string | undefined): ReadonlyMap<string, number> {
  return new Map(
    (header ?? '').split(',').map((directive) => {
      const [name = '', value = '0'] = directive.trim().toLowerCase().split('=');
      return [name, Number(value)];
    }),
  );
}
