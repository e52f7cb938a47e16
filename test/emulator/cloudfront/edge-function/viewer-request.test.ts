import { VONAGE_ADDRESS } from '../../../../emulator/network/source-addresses.ts';
import { NCCO, startDistribution } from '../edge-harness.ts';
import type { Harness } from '../edge-harness.ts';
import { handler, withFunction } from './with-function.ts';

let distribution: Harness;
afterEach(() => distribution.close());
const start = async (code: string) => (distribution = await startDistribution(withFunction(code)));

/** What the function was given, as it answers it itself. */
const ECHO = `function handler(event) { return { statusCode: 200, body: JSON.stringify(event) }; }`;
const echoed = async (...asked: Parameters<Harness['ask']>) =>
  JSON.parse((await distribution.ask(...asked)).body) as Record<string, Record<string, unknown>>;

describe('what a function at the edge is given', () => {
  it('who asks for what, of which distribution', async () => {
    await start(ECHO);
    const event = await echoed('POST', '/a/b?x=1', {
      from: '127.0.7.1',
      headers: { 'X-One': '1' },
      body: 'b',
    });
    expect(event).toMatchObject({
      version: '1.0',
      context: {
        distributionDomainName: 'd111.cloudfront.net',
        distributionId: 'EFRONT',
        eventType: 'viewer-request',
        requestId: expect.stringMatching(/^[\w-]{20,}$/),
      },
      request: {
        method: 'POST',
        uri: '/a/b',
        headers: { 'x-one': { value: '1' }, host: { value: 'd111.cloudfront.net' } },
        cookies: {},
      },
    });
    expect(event['viewer']).toEqual({ ip: '203.0.113.9' });
    expect(Object.keys(event['request'] ?? {})).toEqual([
      'method',
      'uri',
      'querystring',
      'headers',
      'cookies',
    ]);
  });

  it.each([
    ['127.0.7.2', '2001:db8::9'],
    ['127.0.0.1', VONAGE_ADDRESS],
  ])('the address of the connection, whatever a header says: from %s it is %s', async (from, ip) => {
    await start(ECHO);
    const headers = { 'x-forwarded-for': '198.51.100.1', 'true-client-ip': '198.51.100.1' };
    expect((await echoed('GET', '/a', { from, headers }))['viewer']).toEqual({ ip });
  });

  it('a query, nothing of it decoded, with all values of a name', async () => {
    await start(ECHO);
    const { request } = await echoed('GET', '/a?ID=4%202&mv=1&empty=&none&mv=2,3&eq=a=b');
    expect(request?.['querystring']).toEqual({
      ID: { value: '4%202' },
      mv: { value: '1', multiValue: [{ value: '1' }, { value: '2,3' }] },
      empty: { value: '' },
      none: { value: '' },
      eq: { value: 'a=b' },
    });
  });

  it('cookies apart from headers, repeated headers with all values, and none that is not for it', async () => {
    await start(ECHO);
    const { request } = await echoed('GET', '/a', {
      headers: {
        cookie: 'a=1; b=2; a=3',
        'x-two': ['1', '2'],
        'x-forwarded-proto': 'https',
        'x-edge-a': '1',
        'x-amz-cf-id': '1',
        'x-real-ip': '1.1.1.1',
        'x-amzn-auth': '1',
      } as unknown as Record<string, string>,
    });
    expect(request?.['cookies']).toEqual({
      a: { value: '1', multiValue: [{ value: '1' }, { value: '3' }] },
      b: { value: '2' },
    });
    expect(Object.keys(request?.['headers'] ?? {}).sort()).toEqual(['host', 'x-two']);
    expect((request?.['headers'] as Record<string, unknown>)['x-two']).toEqual({
      value: '1',
      multiValue: [{ value: '1' }, { value: '2' }],
    });
  });

  it('nothing of Node, nor of an earlier request', async () => {
    await start(`
      let calls = 0;
      function handler() {
        calls += 1;
        const names = ['process', 'require', 'Buffer', 'setTimeout', 'fetch', 'module'];
        const found = names.filter((name) => typeof globalThis[name] !== 'undefined');
        let code = 'runs';
        try { new Function('return 1')(); } catch (error) { code = 'refused'; }
        return { statusCode: 200, body: JSON.stringify({ calls, found, code }) };
      }`);
    for (let count = 0; count < 2; count += 1)
      expect(await echoed('GET', '/a')).toEqual({ calls: 1, found: [], code: 'refused' });
  });
});

describe('what a function at the edge gives back', () => {
  it('the request as it was: it goes on as it came', async () => {
    await start(handler(''));
    const headers = {
      'x-two': ['1', '2'],
      cookie: 'a=1;b',
      authorization: 'Bearer x',
      'x-amzn-auth': 'hidden',
    };
    await distribution.ask('POST', '/a?b&c=%20&b=2', {
      headers: headers as unknown as Record<string, string>,
      body: 'body',
    });
    expect(distribution.asked.api).toEqual([
      expect.objectContaining({ method: 'POST', url: '/prod/a?b&c=%20&b=2', body: 'body' }),
    ]);
    expect(distribution.asked.api[0]?.headers).toMatchObject({
      'x-two': '1, 2',
      cookie: 'a=1;b',
      authorization: 'Bearer x',
      'x-forwarded-for': VONAGE_ADDRESS,
      'content-length': '4',
      'x-amzn-auth': 'hidden',
    });
    expect(distribution.notes).toEqual([]);
  });

  it('another path: of the same origin, and what fails there gets the error page', async () => {
    await start(handler("request.uri = '/static/elsewhere';"));
    distribution.api = (_request, response) => response.writeHead(404).end();
    expect(await distribution.ask('GET', '/a?b=1')).toMatchObject({ status: 200, body: NCCO });
    expect(distribution.asked.api.map(({ url }) => url)).toEqual(['/prod/static/elsewhere?b=1']);
  });

  it('another query, other headers and cookies', async () => {
    await start(
      handler(`
      request.querystring.a.multiValue[1].value = '9';
      request.querystring.b.value = '8';
      delete request.querystring.c;
      request.headers['x-new'] = { value: 'new' };
      request.headers['x-two'].value = '7';
      request.headers['x-both'].value = 'ignored';
      request.headers['x-both'].multiValue[0].value = '6';
      delete request.headers['x-gone'];
      request.cookies.k = { value: 'v' };`),
    );
    await distribution.ask('GET', '/a?a=1&b=2&a=3&c=4', {
      headers: {
        'x-gone': '1',
        'x-two': ['1', '2'],
        'x-both': ['1', '2'],
        cookie: 'a=1',
      } as unknown as Record<string, string>,
    });
    expect(distribution.asked.api[0]?.url).toBe('/prod/a?a=1&a=9&b=8');
    expect(distribution.asked.api[0]?.headers).toMatchObject({
      'x-new': 'new',
      'x-two': '7, 2',
      'x-both': '6, 2',
      cookie: 'a=1; k=v',
    });
    expect(distribution.asked.api[0]?.headers).not.toHaveProperty('x-gone');
  });

  it('no query and no cookies', async () => {
    await start(handler('request.querystring = {}; request.cookies = {};'));
    await distribution.ask('GET', '/a?a=1', { headers: { cookie: 'a=1' } });
    expect(distribution.asked.api[0]?.url).toBe('/prod/a');
    expect(distribution.asked.api[0]?.headers).not.toHaveProperty('cookie');
  });

  it('a promise of it', async () => {
    await start("async function handler(event) { event.request.uri = '/later'; return event.request; }");
    await distribution.ask('GET', '/a');
    expect(distribution.asked.api[0]?.url).toBe('/prod/later');
  });

  it('an answer: the origin is not asked, and no error page takes its place', async () => {
    await start(`function handler() { return {
      statusCode: 403,
      headers: { 'content-type': { value: 'text/plain' }, 'x-a': { value: '1', multiValue: [{ value: '1' }, { value: '2' }] } },
      cookies: { c: { value: 'd', attributes: 'Secure' } },
      body: { encoding: 'base64', data: 'bm8=' },
    }; }`);
    const answer = await distribution.ask('GET', '/a');
    expect(answer).toMatchObject({ status: 403, body: 'no' });
    expect(answer.headers).toMatchObject({
      'content-type': 'text/plain',
      'x-a': '1, 2',
      'set-cookie': ['c=d; Secure'],
      'x-cache': 'FunctionGeneratedResponse from cloudfront',
    });
    expect(distribution.asked).toEqual({ api: [], files: [] });
    expect(distribution.notes).toEqual([
      expect.objectContaining({
        level: 'suspect',
        resource: 'app / EdgeFunction (AWS::CloudFront::Function)',
        text: 'GET /a: the function answered 403 by itself: no CustomErrorResponses entry maps that',
      }),
    ]);
  });

  it('runs for its own behaviour, and not for the error page', async () => {
    await start(handler("throw new Error('ran');"));
    expect(await distribution.ask('GET', '/static/fallback.json')).toMatchObject({ status: 200, body: NCCO });
    expect(await distribution.ask('GET', '/a')).toMatchObject({ status: 503 });
  });
});
