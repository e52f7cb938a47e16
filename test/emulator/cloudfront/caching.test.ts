import { afterEach, describe, expect, it } from '@jest/globals';
import {
  API_BEHAVIOR,
  FILES_BEHAVIOR,
  FILES_HOST,
  DISTRIBUTION,
  closedPort,
  mapped,
  startDistribution,
  NCCO,
} from './edge-harness.ts';
import type { Harness } from './edge-harness.ts';

let distribution: Harness;
afterEach(() => distribution.close());

const PATH = '/static/fallback.json';
const SECOND = 1000;
const OTHER = '[{"action":"talk","text":"changed"}]';
const file = (cacheControl: string | undefined, body = NCCO): Harness['files'] => {
  return (_request, response) => {
    if (cacheControl !== undefined) response.setHeader('cache-control', cacheControl);
    response.setHeader('content-type', 'application/json');
    response.end(body);
  };
};
const failing = (status: number, headers: Record<string, string> = {}): Harness['api'] => {
  return (_request, response) => response.writeHead(status, headers).end('broken');
};

describe('An object is kept at the edge', () => {
  it.each([
    ['as long as max-age says', 'max-age=60', 60],
    ['as s-maxage says, before max-age', 'max-age=5, s-maxage=60', 60],
    ['for the default TTL without Cache-Control', undefined, 86_400],
    ['for the minimum TTL where it says no-cache', 'no-cache', 1],
    ['for the minimum TTL where max-age is less', 'max-age=0', 1],
  ])('%s', async (_case, cacheControl, seconds) => {
    distribution = await startDistribution();
    distribution.files = file(cacheControl);
    expect((await distribution.ask('GET', PATH)).headers['x-cache']).toBe('Miss from cloudfront');
    distribution.nowMs = seconds * SECOND - 1;
    const hit = await distribution.ask('GET', `${PATH}?x=1`);
    expect([hit.headers['x-cache'], hit.body]).toEqual(['Hit from cloudfront', NCCO]);
    distribution.nowMs = seconds * SECOND;
    expect((await distribution.ask('GET', PATH)).headers['x-cache']).toBe('Miss from cloudfront');
    expect(distribution.asked.files).toHaveLength(2);
  });

  it('for no longer than the maximum TTL', async () => {
    const cache = { ...FILES_BEHAVIOR.cache, maxTtlSeconds: 10 };
    distribution = await startDistribution({
      ...DISTRIBUTION,
      behaviors: [{ ...FILES_BEHAVIOR, cache }, API_BEHAVIOR],
    });
    await distribution.ask('GET', PATH);
    distribution.nowMs = 10 * SECOND;
    await distribution.ask('GET', PATH);
    expect(distribution.asked.files).toHaveLength(2);
  });

  it('apart from others with another query, where the cache key holds it', async () => {
    const cache = { ...FILES_BEHAVIOR.cache, queryString: true };
    distribution = await startDistribution({
      ...DISTRIBUTION,
      behaviors: [{ ...FILES_BEHAVIOR, cache }, API_BEHAVIOR],
    });
    for (const query of ['?a', '?b', '?a']) await distribution.ask('GET', PATH + query);
    expect(distribution.asked.files).toHaveLength(2);
  });

  it('and survives the death of its bucket', async () => {
    distribution = await startDistribution();
    distribution.api = failing(502);
    await distribution.ask('GET', PATH);
    distribution.ports.set(FILES_HOST, await closedPort());
    expect((await distribution.ask('GET', '/fallback')).body).toBe(NCCO);
    distribution.nowMs = 61 * SECOND;
    expect((await distribution.ask('GET', '/fallback')).body).toBe(NCCO);
    expect(distribution.notes.map(({ text }) => text)).toContain(
      `${PATH}: served from the edge beyond its age, its origin failed`,
    );
  });

  it('but not beyond stale-if-error', async () => {
    distribution = await startDistribution();
    distribution.files = file('max-age=60, stale-if-error=30');
    await distribution.ask('GET', PATH);
    distribution.files = failing(503);
    distribution.nowMs = 89 * SECOND;
    expect((await distribution.ask('GET', PATH)).body).toBe(NCCO);
    distribution.nowMs = 90 * SECOND;
    expect((await distribution.ask('GET', PATH)).status).toBe(503);
  });

  it('and is served while it is fetched anew, within stale-while-revalidate', async () => {
    distribution = await startDistribution();
    distribution.files = file('max-age=60, stale-while-revalidate=60');
    await distribution.ask('GET', PATH);
    distribution.files = file('max-age=60', OTHER);
    distribution.nowMs = 61 * SECOND;
    expect((await distribution.ask('GET', PATH)).body).toBe(NCCO);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect((await distribution.ask('GET', PATH)).body).toBe(OTHER);
    expect(distribution.asked.files).toHaveLength(2);
  });

  it('is not served in place of a 4xx of its origin', async () => {
    distribution = await startDistribution({ ...DISTRIBUTION, errorResponses: [] });
    await distribution.ask('GET', PATH);
    distribution.files = failing(403);
    distribution.nowMs = 61 * SECOND;
    expect((await distribution.ask('GET', PATH)).status).toBe(403);
  });
});

it('keeps nothing where caching is disabled', async () => {
  distribution = await startDistribution();
  distribution.api = (_request, response) => response.setHeader('cache-control', 'max-age=60').end('api');
  await distribution.ask('GET', '/fallback');
  await distribution.ask('GET', '/fallback');
  expect(distribution.asked.api).toHaveLength(2);
});

describe('An error is kept at the edge', () => {
  const withTtl = (seconds: number) => ({
    ...DISTRIBUTION,
    errorResponses: [mapped(502, seconds), mapped(403, seconds)],
  });

  it('for ErrorCachingMinTTL, for every caller of the path, and the note names it', async () => {
    distribution = await startDistribution(withTtl(5));
    distribution.api = failing(502);
    await distribution.ask('GET', '/fallback?call=1');
    distribution.api = (_request, response) => response.end('well again');
    distribution.nowMs = 4999;
    expect((await distribution.ask('GET', '/fallback?call=2')).body).toBe(NCCO);
    expect(distribution.notes.at(-1)).toMatchObject({
      level: 'suspect',
      setting: 'ErrorCachingMinTTL',
      text: 'GET /fallback: an earlier 502 was answered from the cache (5 s); the origin was not asked',
    });
    distribution.nowMs = 5000;
    expect((await distribution.ask('GET', '/fallback')).body).toBe('well again');
  });

  it('not at all with 0', async () => {
    distribution = await startDistribution(withTtl(0));
    distribution.api = failing(502);
    await distribution.ask('GET', '/fallback');
    await distribution.ask('GET', '/fallback');
    expect(distribution.asked.api).toHaveLength(2);
  });

  it('for 10 s where no entry names it', async () => {
    distribution = await startDistribution({ ...DISTRIBUTION, errorResponses: [] });
    distribution.api = failing(504);
    await distribution.ask('GET', '/fallback');
    distribution.nowMs = 9999;
    await distribution.ask('GET', '/fallback');
    expect(distribution.asked.api).toHaveLength(1);
    expect(distribution.notes.at(-1)?.text).toContain('(10 s, the default without an entry)');
    // Each time, whether the origin is asked or not.
    expect(distribution.notes.filter(({ setting }) => setting === 'CustomErrorResponses')).toHaveLength(2);
    distribution.nowMs = 10_000;
    await distribution.ask('GET', '/fallback');
    expect(distribution.asked.api).toHaveLength(2);
  });

  it('never of a POST, nor for one', async () => {
    distribution = await startDistribution(withTtl(5));
    distribution.api = failing(502);
    await distribution.ask('POST', '/fallback');
    await distribution.ask('GET', '/fallback');
    await distribution.ask('POST', '/fallback');
    expect(distribution.asked.api.map(({ method }) => method)).toEqual(['POST', 'GET', 'POST']);
  });

  it.each([
    ['403 without max-age: not at all', {}, 0, 2],
    ['403 with max-age: for the longer of both', { 'cache-control': 'max-age=20' }, 19_999, 1],
  ])('%s', async (_case, headers, atMs, times) => {
    distribution = await startDistribution(withTtl(5));
    distribution.api = failing(403, headers);
    await distribution.ask('GET', '/fallback');
    distribution.nowMs = atMs;
    await distribution.ask('GET', '/fallback');
    expect(distribution.asked.api).toHaveLength(times);
  });
});
