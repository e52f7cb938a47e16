import { afterEach, describe, expect, it } from '@jest/globals';
import type { BehaviorModel } from '../../../emulator/deployment.ts';
import {
  API_BEHAVIOR,
  API_HOST,
  API_ORIGIN,
  FILES_BEHAVIOR,
  FILES_HOST,
  FILES_ORIGIN,
  DISTRIBUTION,
  NO_FORWARDING,
  startDistribution,
} from './edge-harness.ts';
import type { Harness } from './edge-harness.ts';

let distribution: Harness;
afterEach(() => distribution.close());

const withBehavior = (change: Partial<BehaviorModel>) => ({
  ...DISTRIBUTION,
  behaviors: [FILES_BEHAVIOR, { ...API_BEHAVIOR, ...change }],
});
const VIEWER = { authorization: 'Bearer x', 'x-one': '1', 'content-type': 'application/json' };

describe('What reaches the origin', () => {
  it('with AllViewerExceptHostHeader: everything, under the origin’s own name, behind its path', async () => {
    distribution = await startDistribution();
    await distribution.ask('POST', '/fallback?b=2&a=1', { headers: VIEWER, body: '{"a":1}' });
    expect(distribution.asked.api).toMatchObject([
      {
        method: 'POST',
        url: '/prod/fallback?b=2&a=1',
        body: '{"a":1}',
        headers: { ...VIEWER, host: API_HOST },
      },
    ]);
    expect(distribution.asked.api[0]?.headers['x-amz-cf-id']).toMatch(/^[\w-]{20,}$/);
    expect(distribution.asked.api[0]?.headers.via).toBe('1.1 d111.cloudfront.net (CloudFront)');
    expect(distribution.notes).toEqual([]);
  });

  it('appends the viewer’s address to X-Forwarded-For', async () => {
    distribution = await startDistribution();
    await distribution.ask('GET', '/a', {
      headers: { 'x-forwarded-for': '198.51.100.1' },
      from: '127.0.7.1',
    });
    expect(distribution.asked.api[0]?.headers['x-forwarded-for']).toBe('198.51.100.1, 203.0.113.9');
  });

  it('without an origin request policy: a GET loses Authorization and query, and the policy is named', async () => {
    distribution = await startDistribution(withBehavior({ forwards: NO_FORWARDING }));
    await distribution.ask('GET', '/fallback?a=1', { headers: { ...VIEWER, 'user-agent': 'x' } });
    const [asked] = distribution.asked.api;
    expect(asked?.url).toBe('/prod/fallback');
    expect(asked?.headers).not.toHaveProperty('authorization');
    expect(asked?.headers).not.toHaveProperty('x-one');
    expect(asked?.headers['user-agent']).toBe('Amazon CloudFront');
    expect(distribution.notes).toEqual([
      {
        level: 'suspect',
        resource: 'app / Front (AWS::CloudFront::Distribution)',
        setting: 'OriginRequestPolicyId',
        text: 'GET (behaviour *): Authorization did not reach api: origin request policy none, cache policy CachingDisabled',
      },
      {
        level: 'suspect',
        resource: 'app / Front (AWS::CloudFront::Distribution)',
        setting: 'OriginRequestPolicyId',
        text: 'GET (behaviour *): the query string did not reach api: origin request policy none',
      },
    ]);
  });

  it('without an origin request policy: a POST keeps Authorization and its type', async () => {
    distribution = await startDistribution(withBehavior({ forwards: NO_FORWARDING }));
    await distribution.ask('POST', '/fallback', { headers: VIEWER, body: '{}' });
    expect(distribution.asked.api[0]?.headers).toMatchObject({
      authorization: 'Bearer x',
      'content-type': 'application/json',
    });
    expect(distribution.notes).toEqual([]);
  });

  it('with a policy that lists headers: those', async () => {
    const forwards = { ...NO_FORWARDING, headers: 'only', headerNames: ['x-one'], policy: 'Own' } as const;
    distribution = await startDistribution(withBehavior({ forwards }));
    await distribution.ask('GET', '/a', { headers: { ...VIEWER, 'x-two': '2' } });
    expect(distribution.asked.api[0]?.headers['x-one']).toBe('1');
    expect(distribution.asked.api[0]?.headers).not.toHaveProperty('x-two');
    expect(distribution.notes.map(({ text }) => text)).toEqual([
      expect.stringContaining('origin request policy Own'),
    ]);
  });

  it('with a cache policy that holds Authorization and the query: those too', async () => {
    const cache = { ...API_BEHAVIOR.cache, headerNames: ['authorization'], queryString: true };
    distribution = await startDistribution(withBehavior({ cache, forwards: NO_FORWARDING }));
    await distribution.ask('GET', '/a?b=1', { headers: VIEWER });
    expect(distribution.asked.api[0]?.headers.authorization).toBe('Bearer x');
    expect(distribution.asked.api[0]?.url).toBe('/prod/a?b=1');
    expect(distribution.notes).toEqual([]);
  });

  it('with AllViewer: the name by which the viewer addressed the distribution', async () => {
    distribution = await startDistribution(
      withBehavior({ forwards: { policy: 'AllViewer', headers: 'all', headerNames: [], queryString: true } }),
    );
    await distribution.ask('GET', '/a');
    expect(distribution.asked.api[0]?.headers.host).toBe('d111.cloudfront.net');
  });

  it('headers of the origin’s own', async () => {
    const origins = [{ ...API_ORIGIN, customHeaders: { 'X-Front': 'yes' } }, FILES_ORIGIN];
    distribution = await startDistribution({ ...DISTRIBUTION, origins });
    await distribution.ask('GET', '/a', { headers: { 'x-front': 'no' } });
    expect(distribution.asked.api[0]?.headers['x-front']).toBe('yes');
  });
});

describe('Origin access control', () => {
  it('signs over the viewer’s Authorization', async () => {
    distribution = await startDistribution();
    await distribution.ask('GET', '/static/fallback.json', { headers: VIEWER });
    expect(distribution.asked.files[0]?.headers).toMatchObject({
      host: FILES_HOST,
      authorization: expect.stringMatching(
        /^AWS4-HMAC-SHA256 Credential=cloudfront\/arn:aws:cloudfront::111111111111:distribution\/EFRONT\//,
      ),
    });
  });

  it('absent: what is forwarded of the viewer’s Authorization reaches S3', async () => {
    distribution = await startDistribution({
      ...DISTRIBUTION,
      origins: [API_ORIGIN, { ...FILES_ORIGIN, hasOriginAccessControl: false }],
      behaviors: [{ ...FILES_BEHAVIOR, forwards: API_BEHAVIOR.forwards }, API_BEHAVIOR],
    });
    await distribution.ask('GET', '/static/fallback.json', { headers: VIEWER });
    expect(distribution.asked.files[0]?.headers.authorization).toBe('Bearer x');
  });
});

describe('Behaviours', () => {
  it.each([
    ['/static/fallback.json', 'files'],
    ['/static/', 'files'],
    ['/static', 'api'],
    ['/Static/a', 'api'],
    ['/x/static/a', 'api'],
  ])('%s goes to %s', async (path, origin) => {
    distribution = await startDistribution();
    await distribution.ask('GET', path);
    expect(distribution.asked[origin === 'api' ? 'api' : 'files']).toHaveLength(1);
  });

  it('refuse a method that they do not allow with 403, unmapped, and say so', async () => {
    distribution = await startDistribution();
    const answer = await distribution.ask('POST', '/static/fallback.json', { body: '{}' });
    expect([answer.status, answer.headers['x-cache'], distribution.asked.files.length]).toEqual([
      403,
      'Error from cloudfront',
      0,
    ]);
    expect(distribution.notes).toMatchObject([{ level: 'suspect', setting: 'AllowedMethods' }]);
  });

  it('refuse a GET with a body, 403', async () => {
    distribution = await startDistribution();
    const answer = await distribution.ask('GET', '/a', { headers: { 'content-length': '1' }, body: 'x' });
    expect([answer.status, distribution.asked.api.length]).toEqual([403, 0]);
  });

  it('refuse a URL of more than 8,192 bytes, 413', async () => {
    distribution = await startDistribution();
    expect((await distribution.ask('GET', `/${'a'.repeat(8192)}`)).status).toBe(413);
  });
});

it('passes status, headers and body of the origin on, with CloudFront’s own headers', async () => {
  distribution = await startDistribution();
  distribution.api = (_request, response) =>
    response.writeHead(201, { 'x-two': '2', connection: 'close', 'set-cookie': ['a=1', 'b=2'] }).end('made');
  const answer = await distribution.ask('POST', '/a', { body: 'x'.repeat(1_000_000) });
  expect([answer.status, answer.body, distribution.asked.api[0]?.body.length]).toEqual([
    201,
    'made',
    1_000_000,
  ]);
  expect(answer.headers).toMatchObject({
    'x-two': '2',
    'set-cookie': ['a=1', 'b=2'],
    'x-cache': 'Miss from cloudfront',
    via: '1.1 d111.cloudfront.net (CloudFront)',
  });
});
