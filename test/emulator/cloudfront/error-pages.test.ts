import { afterEach, describe, expect, it } from '@jest/globals';
import {
  API_BEHAVIOR,
  API_HOST,
  API_ORIGIN,
  FILES_HOST,
  FILES_ORIGIN,
  DISTRIBUTION,
  closedPort,
  mapped,
  startDistribution,
  NCCO,
} from './edge-harness.ts';
import type { Harness } from './edge-harness.ts';

let distribution: Harness;
afterEach(() => distribution.close());

const failing = (status: number, headers: Record<string, string> = {}): Harness['api'] => {
  return (_request, response) => response.writeHead(status, headers).end('broken');
};
const suspects = (): unknown[] =>
  distribution.notes.filter(({ level }) => level === 'suspect').map(({ setting, text }) => [setting, text]);

describe('A custom error response', () => {
  it.each(['GET', 'POST'])(
    'answers %s with the page and its status in place of the origin’s error',
    async (method) => {
      distribution = await startDistribution();
      distribution.api = failing(502);
      const answer = await distribution.ask(method, '/fallback?a=1', {
        headers: { authorization: 'Bearer x' },
      });
      expect([answer.status, answer.body]).toEqual([200, NCCO]);
      expect(answer.headers).toMatchObject({
        'content-type': 'application/json',
        'x-cache': 'Error from cloudfront',
      });
      expect(suspects()).toEqual([]);
      expect(distribution.notes[0]).toMatchObject({
        level: 'info',
        text: `${method} /fallback: 502 (the origin answered 502) became 200 with /static/fallback.json`,
      });
    },
  );

  it('names what it assumes of POST', async () => {
    distribution = await startDistribution();
    distribution.api = failing(502);
    await distribution.ask('POST', '/fallback', { body: '{}' });
    expect(distribution.notes[1]?.text).toMatch(/^assumed: errors of POST are mapped like those of GET/);
  });

  it('fetches the page with a GET of CloudFront’s own', async () => {
    distribution = await startDistribution();
    distribution.api = failing(500);
    await distribution.ask('POST', '/fallback?a=1', { headers: { 'x-one': '1' }, body: '{}' });
    expect(distribution.asked.files).toMatchObject([
      { method: 'GET', url: '/static/fallback.json', body: '' },
    ]);
    expect(distribution.asked.files[0]?.headers).not.toHaveProperty('x-one');
  });

  it('keeps the error’s status where it has none of its own', async () => {
    const { errorCode, errorCachingMinTtlSeconds } = mapped(502);
    const entry = { errorCode, errorCachingMinTtlSeconds, responsePagePath: '/static/fallback.json' };
    distribution = await startDistribution({ ...DISTRIBUTION, errorResponses: [entry] });
    distribution.api = failing(502);
    const answer = await distribution.ask('GET', '/fallback');
    expect([answer.status, answer.body]).toEqual([502, NCCO]);
    expect(suspects()).toEqual([['CustomErrorResponses', expect.stringContaining('became 5')]]);
  });

  it('answers a HEAD without a body', async () => {
    distribution = await startDistribution();
    distribution.api = failing(502);
    const answer = await distribution.ask('HEAD', '/fallback');
    expect([answer.status, answer.body]).toEqual([200, '']);
  });

  it('stands in when the origin refuses connections', async () => {
    distribution = await startDistribution();
    distribution.ports.set(API_HOST, await closedPort());
    expect((await distribution.ask('GET', '/fallback')).body).toBe(NCCO);
    expect(distribution.notes[0]?.text).toContain(
      '502 (could not connect to the origin (ECONNREFUSED)) became 200',
    );
  });

  it('stands in when the origin’s name does not resolve', async () => {
    distribution = await startDistribution();
    distribution.ports.delete(API_HOST);
    expect((await distribution.ask('GET', '/fallback')).body).toBe(NCCO);
  });

  it('stands in when the origin closes the connection without a response', async () => {
    distribution = await startDistribution();
    distribution.api = (request) => request.socket.destroy();
    expect((await distribution.ask('GET', '/fallback')).body).toBe(NCCO);
    expect(distribution.notes[0]?.text).toContain('502 (the origin closed the connection');
  });

  it('stands in when the origin breaks off its response', async () => {
    distribution = await startDistribution();
    distribution.api = (request, response) => {
      response.writeHead(200, { 'content-length': '10' });
      response.write('[', () => request.socket.destroy());
    };
    expect((await distribution.ask('GET', '/fallback')).body).toBe(NCCO);
    expect(distribution.notes[0]?.text).toContain('502 (the origin broke off its response)');
  });
});

describe('An error that reaches the viewer is noted with the setting that let it pass', () => {
  it('no entry for its code', async () => {
    distribution = await startDistribution({ ...DISTRIBUTION, errorResponses: [] });
    distribution.api = failing(502);
    const answer = await distribution.ask('GET', '/fallback');
    expect([answer.status, answer.body, answer.headers['x-cache']]).toEqual([
      502,
      'broken',
      'Error from cloudfront',
    ]);
    expect(suspects()).toEqual([
      [
        'CustomErrorResponses',
        'GET /fallback: 502 (the origin answered 502) went to the viewer: no CustomErrorResponses entry maps 502',
      ],
    ]);
  });

  it('an entry without a page', async () => {
    const { errorCode, errorCachingMinTtlSeconds } = mapped(502);
    distribution = await startDistribution({
      ...DISTRIBUTION,
      errorResponses: [{ errorCode, errorCachingMinTtlSeconds }],
    });
    distribution.api = failing(502);
    expect((await distribution.ask('GET', '/fallback')).status).toBe(502);
    expect(suspects()).toHaveLength(1);
  });

  it('a code that CloudFront cannot map', async () => {
    distribution = await startDistribution();
    distribution.api = failing(401);
    expect((await distribution.ask('GET', '/fallback')).status).toBe(401);
    expect(suspects()).toEqual([
      ['CustomErrorResponses', expect.stringContaining('CloudFront cannot map 401')],
    ]);
  });

  it('no behaviour for the page: the API is asked for it', async () => {
    distribution = await startDistribution({ ...DISTRIBUTION, behaviors: [API_BEHAVIOR] });
    distribution.api = failing(403);
    expect((await distribution.ask('GET', '/fallback')).status).toBe(403);
    expect(distribution.asked.api.map(({ url }) => url)).toEqual([
      '/prod/fallback',
      '/prod/static/fallback.json',
    ]);
    expect(suspects()).toEqual([
      [
        'CacheBehaviors',
        'no behaviour of its own for /static/fallback.json: the error page is asked of api, the origin that failed (behaviour *)',
      ],
    ]);
  });

  it('a page that is not there: its own status, as documented', async () => {
    distribution = await startDistribution();
    distribution.api = failing(502);
    distribution.files = failing(403);
    expect((await distribution.ask('GET', '/fallback')).status).toBe(403);
    expect(suspects()).toEqual([
      [
        'ResponsePagePath',
        'the error page /static/fallback.json could not be fetched from files (behaviour /static/*): status 403',
      ],
    ]);
  });

  it('a page whose origin is gone: the original error', async () => {
    distribution = await startDistribution();
    distribution.api = failing(500);
    distribution.ports.set(FILES_HOST, await closedPort());
    expect((await distribution.ask('GET', '/fallback')).status).toBe(500);
    expect(suspects()).toEqual([['ResponsePagePath', expect.stringContaining('ECONNREFUSED')]]);
  });
});

describe('A page of another type than application/json is noted', () => {
  const html: Harness['files'] = (_request, response) =>
    response.writeHead(200, { 'content-type': 'text/html', 'cache-control': 'max-age=60' }).end(NCCO);

  it('with the deployment it comes from, each time, also from the cache', async () => {
    distribution = await startDistribution();
    distribution.api = failing(502);
    distribution.files = html;
    await distribution.ask('GET', '/fallback');
    expect((await distribution.ask('GET', '/fallback')).headers['content-type']).toBe('text/html');
    const note = {
      level: 'suspect',
      resource: 'app-static / Nccos (Custom::CDKBucketDeployment)',
      setting: 'SystemMetadata.content-type',
      text: '/static/fallback.json (asset.1/fallback.json) is served as text/html: an NCCO must be application/json',
    };
    expect(distribution.notes.filter(({ level }) => level === 'suspect')).toEqual([note, note]);
    expect(distribution.asked.files).toHaveLength(1);
  });

  it('with the path where the deploying construct is unknown', async () => {
    distribution = await startDistribution({
      ...DISTRIBUTION,
      origins: [API_ORIGIN, { ...FILES_ORIGIN, objects: [] }],
    });
    distribution.files = html;
    await distribution.ask('GET', '/static/fallback.json');
    expect(suspects()).toEqual([['ResponsePagePath', expect.stringContaining('text/html')]]);
  });
});

describe('A page that is no valid NCCO is noted with the file and what is wrong in it', () => {
  it.each([
    ['[{"action":"talc"}]', '$[0].action: expected "talk"'],
    ['[{"action":', 'Unexpected end of JSON input'],
    ['[]', '$: expected at least one action, found an empty array'],
  ])('%s', async (body, problem) => {
    distribution = await startDistribution();
    distribution.api = failing(502);
    distribution.files = (_request, response) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(body);
    expect((await distribution.ask('GET', '/fallback')).body).toBe(body);
    expect(distribution.notes[1]).toMatchObject({
      level: 'suspect',
      resource: 'app-static / Nccos (Custom::CDKBucketDeployment)',
      setting: 'SourceObjectKeys',
      text: expect.stringContaining(
        `/static/fallback.json (asset.1/fallback.json) is served, and is no valid NCCO: ${problem}`,
      ),
    });
  });
});
