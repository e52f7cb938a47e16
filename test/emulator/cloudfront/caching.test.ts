import { afterEach, describe, expect, it } from '@jest/globals';
import {
  API_BEHAVIOR,
  FILES_BEHAVIOR,
  FILES_HOST,
  FRONT,
  closedPort,
  mapped,
  startFront,
  NCCO,
} from './edge-harness.ts';
import type { Harness } from './edge-harness.ts';

let front: Harness;
afterEach(() => front.close());

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
    front = await startFront();
    front.files = file(cacheControl);
    expect((await front.ask('GET', PATH)).headers['x-cache']).toBe('Miss from cloudfront');
    front.nowMs = seconds * SECOND - 1;
    const hit = await front.ask('GET', `${PATH}?x=1`);
    expect([hit.headers['x-cache'], hit.body]).toEqual(['Hit from cloudfront', NCCO]);
    front.nowMs = seconds * SECOND;
    expect((await front.ask('GET', PATH)).headers['x-cache']).toBe('Miss from cloudfront');
    expect(front.asked.files).toHaveLength(2);
  });

  it('for no longer than the maximum TTL', async () => {
    const cache = { ...FILES_BEHAVIOR.cache, maxTtlSeconds: 10 };
    front = await startFront({ ...FRONT, behaviors: [{ ...FILES_BEHAVIOR, cache }, API_BEHAVIOR] });
    await front.ask('GET', PATH);
    front.nowMs = 10 * SECOND;
    await front.ask('GET', PATH);
    expect(front.asked.files).toHaveLength(2);
  });

  it('apart from others with another query, where the cache key holds it', async () => {
    const cache = { ...FILES_BEHAVIOR.cache, queryString: true };
    front = await startFront({ ...FRONT, behaviors: [{ ...FILES_BEHAVIOR, cache }, API_BEHAVIOR] });
    for (const query of ['?a', '?b', '?a']) await front.ask('GET', PATH + query);
    expect(front.asked.files).toHaveLength(2);
  });

  it('and survives the death of its bucket', async () => {
    front = await startFront();
    front.api = failing(502);
    await front.ask('GET', PATH);
    front.ports.set(FILES_HOST, await closedPort());
    expect((await front.ask('GET', '/fallback')).body).toBe(NCCO);
    front.nowMs = 61 * SECOND;
    expect((await front.ask('GET', '/fallback')).body).toBe(NCCO);
    expect(front.notes.map(({ text }) => text)).toContain(
      `${PATH}: served from the edge beyond its age, its origin failed`,
    );
  });

  it('but not beyond stale-if-error', async () => {
    front = await startFront();
    front.files = file('max-age=60, stale-if-error=30');
    await front.ask('GET', PATH);
    front.files = failing(503);
    front.nowMs = 89 * SECOND;
    expect((await front.ask('GET', PATH)).body).toBe(NCCO);
    front.nowMs = 90 * SECOND;
    expect((await front.ask('GET', PATH)).status).toBe(503);
  });

  it('and is served while it is fetched anew, within stale-while-revalidate', async () => {
    front = await startFront();
    front.files = file('max-age=60, stale-while-revalidate=60');
    await front.ask('GET', PATH);
    front.files = file('max-age=60', OTHER);
    front.nowMs = 61 * SECOND;
    expect((await front.ask('GET', PATH)).body).toBe(NCCO);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect((await front.ask('GET', PATH)).body).toBe(OTHER);
    expect(front.asked.files).toHaveLength(2);
  });

  it('is not served in place of a 4xx of its origin', async () => {
    front = await startFront({ ...FRONT, errorResponses: [] });
    await front.ask('GET', PATH);
    front.files = failing(403);
    front.nowMs = 61 * SECOND;
    expect((await front.ask('GET', PATH)).status).toBe(403);
  });
});

it('keeps nothing where caching is disabled', async () => {
  front = await startFront();
  front.api = (_request, response) => response.setHeader('cache-control', 'max-age=60').end('api');
  await front.ask('GET', '/fallback');
  await front.ask('GET', '/fallback');
  expect(front.asked.api).toHaveLength(2);
});

describe('An error is kept at the edge', () => {
  const withTtl = (seconds: number) => ({
    ...FRONT,
    errorResponses: [mapped(502, seconds), mapped(403, seconds)],
  });

  it('for ErrorCachingMinTTL, for every caller of the path, and the note names it', async () => {
    front = await startFront(withTtl(5));
    front.api = failing(502);
    await front.ask('GET', '/fallback?call=1');
    front.api = (_request, response) => response.end('well again');
    front.nowMs = 4999;
    expect((await front.ask('GET', '/fallback?call=2')).body).toBe(NCCO);
    expect(front.notes.at(-1)).toMatchObject({
      level: 'suspect',
      setting: 'ErrorCachingMinTTL',
      text: 'GET /fallback: an earlier 502 was answered from the cache (5 s); the origin was not asked',
    });
    front.nowMs = 5000;
    expect((await front.ask('GET', '/fallback')).body).toBe('well again');
  });

  it('not at all with 0', async () => {
    front = await startFront(withTtl(0));
    front.api = failing(502);
    await front.ask('GET', '/fallback');
    await front.ask('GET', '/fallback');
    expect(front.asked.api).toHaveLength(2);
  });

  it('for 10 s where no entry names it', async () => {
    front = await startFront({ ...FRONT, errorResponses: [] });
    front.api = failing(504);
    await front.ask('GET', '/fallback');
    front.nowMs = 9999;
    await front.ask('GET', '/fallback');
    expect(front.asked.api).toHaveLength(1);
    expect(front.notes.at(-1)?.text).toContain('(10 s, the default without an entry)');
    // Each time, whether the origin is asked or not.
    expect(front.notes.filter(({ setting }) => setting === 'CustomErrorResponses')).toHaveLength(2);
    front.nowMs = 10_000;
    await front.ask('GET', '/fallback');
    expect(front.asked.api).toHaveLength(2);
  });

  it('never of a POST, nor for one', async () => {
    front = await startFront(withTtl(5));
    front.api = failing(502);
    await front.ask('POST', '/fallback');
    await front.ask('GET', '/fallback');
    await front.ask('POST', '/fallback');
    expect(front.asked.api.map(({ method }) => method)).toEqual(['POST', 'GET', 'POST']);
  });

  it.each([
    ['403 without max-age: not at all', {}, 0, 2],
    ['403 with max-age: for the longer of both', { 'cache-control': 'max-age=20' }, 19_999, 1],
  ])('%s', async (_case, headers, atMs, times) => {
    front = await startFront(withTtl(5));
    front.api = failing(403, headers);
    await front.ask('GET', '/fallback');
    front.nowMs = atMs;
    await front.ask('GET', '/fallback');
    expect(front.asked.api).toHaveLength(times);
  });
});
