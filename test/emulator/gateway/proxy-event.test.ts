import { VONAGE_ADDRESS, type SourceAddresses } from '../../../emulator/network/source-addresses.ts';
import { apiModel, ask, returned, serveApi, type ServedApi } from './serve-api.ts';

const open: ServedApi[] = [];
afterEach(async () => {
  for (const { listener } of open.splice(0)) await listener.close();
});
async function served(changes?: Parameters<typeof serveApi>[0], addresses?: SourceAddresses) {
  const served = () => Promise.resolve(returned({ statusCode: 200, body: 'served' }));
  const api = await serveApi(changes, served, addresses);
  open.push(api);
  return api;
}

describe('the event that a function gets', () => {
  it('has resource, path, method, stage and the name the API was called by', async () => {
    const api = await served();
    await ask(api, 'POST', '/prod/answer', { body: '{}' });
    expect(api.events).toEqual([
      expect.objectContaining({
        resource: '/answer',
        path: '/answer',
        httpMethod: 'POST',
        pathParameters: null,
        stageVariables: null,
        requestContext: expect.objectContaining({
          apiId: 'abcde12345',
          domainName: `127.0.0.1:${api.port}`,
          httpMethod: 'POST',
          path: '/prod/answer',
          protocol: 'HTTP/1.1',
          resourcePath: '/answer',
          stage: 'prod',
          requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
          identity: expect.objectContaining({ sourceIp: VONAGE_ADDRESS }),
        }),
      }),
    ]);
  });

  it('has the resource with the name of a parameter, and the path with its value as it was sent', async () => {
    const [method] = apiModel().methods;
    const methods = method ? [{ ...method, path: '/event/{state}', permittedSources: ['*'] }] : [];
    const api = await served({ methods });
    for (const value of ['a-B_9', 'a%2DB%5F9'])
      await ask(api, 'POST', `/prod/event/${value}?rung=person`, { body: '{}' });
    expect(api.events).toEqual(
      ['a-B_9', 'a%2DB%5F9'].map((state) =>
        expect.objectContaining({
          resource: '/event/{state}',
          path: `/event/${state}`,
          pathParameters: { state },
          queryStringParameters: { rung: 'person' },
          requestContext: expect.objectContaining({
            path: `/prod/event/${state}`,
            resourcePath: '/event/{state}',
          }),
        }),
      ),
    );
  });

  it("keeps the sender's case of header names, and every value of a repeated one", async () => {
    const api = await served();
    await ask(api, 'POST', '/prod/answer', {
      headers: ['AuthoriZation', 'Bearer x', 'x-A', '1', 'x-A', '2'],
    });
    expect(api.events[0]?.headers).toMatchObject({ AuthoriZation: 'Bearer x', 'x-A': '2' });
    expect(api.events[0]?.multiValueHeaders).toMatchObject({
      AuthoriZation: ['Bearer x'],
      'x-A': ['1', '2'],
    });
    expect(Object.keys(api.events[0]?.headers ?? {})).not.toContain('Content-Length');
  });

  it.each(['__proto__', 'constructor', 'toString'])('takes a header by the name of %s', async (name) => {
    const api = await served();
    expect(await ask(api, 'POST', '/prod/answer', { headers: [name, '1'] })).toMatchObject({ status: 200 });
    expect(new Map(Object.entries(api.events[0]?.multiValueHeaders ?? {})).get(name)).toEqual(['1']);
  });

  it.each(['203.0.113.9', '2001:db8::9'])(
    'says that it came from %s, whatever the sender says',
    async (address) => {
      const api = await served({}, { '127.0.7.1': address });
      await ask(api, 'GET', '/prod/answer', {
        headers: ['x-forwarded-for', '216.147.0.9'],
        from: '127.0.7.1',
      });
      expect(api.events[0]?.requestContext['identity']).toMatchObject({ sourceIp: address });
      expect(api.events[0]?.headers['X-Forwarded-For']).toBe(`216.147.0.9, ${address}`);
    },
  );

  it('adds who sent it and a trace id; http on loopback', async () => {
    const api = await served();
    await ask(api, 'GET', '/prod/answer', { headers: ['X-Forwarded-For', '192.0.2.1'] });
    expect(api.events[0]?.headers).toMatchObject({
      'X-Forwarded-For': `192.0.2.1, ${VONAGE_ADDRESS}`,
      'X-Forwarded-Proto': 'http',
      'X-Forwarded-Port': String(api.port),
      'X-Amzn-Trace-Id': expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/),
    });
  });

  it('takes https and the name from a tunnel', async () => {
    const api = await served();
    await ask(api, 'GET', '/prod/answer', {
      headers: ['Host', 'tunnel.example.com', 'x-forwarded-proto', 'https'],
    });
    expect(api.events[0]?.requestContext['domainName']).toBe('tunnel.example.com');
    expect(api.events[0]?.headers).toMatchObject({
      Host: 'tunnel.example.com',
      'X-Forwarded-Proto': 'https',
    });
    expect(api.events[0]?.headers).not.toHaveProperty('x-forwarded-proto');
  });

  it("turns the API's name in AWS into its address on loopback", async () => {
    const api = await served();
    await ask(api, 'GET', '/prod/answer', {
      headers: ['Host', 'abcde12345.execute-api.eu-central-1.amazonaws.com'],
    });
    expect(api.events[0]?.requestContext['domainName']).toBe(`127.0.0.1:${api.port}`);
  });

  it('decodes the query, keeps the last of repeated values, and shuffles the order', async () => {
    const api = await served();
    const query = 'a=1&b=2&b=3&c=x%20y&d=4&e=5';
    for (let times = 0; times < 8; times++) await ask(api, 'GET', `/prod/answer?${query}`);
    for (const event of api.events) {
      expect(event.queryStringParameters).toEqual({ a: '1', b: '3', c: 'x y', d: '4', e: '5' });
      expect(event.multiValueQueryStringParameters).toMatchObject({ b: ['2', '3'] });
    }
    const orders = new Set(
      api.events.map((event) => Object.keys(event.queryStringParameters ?? {}).join('')),
    );
    expect(orders.size).toBeGreaterThan(1);
  });

  it('has null where there is no query and no body', async () => {
    const api = await served();
    await ask(api, 'GET', '/prod/answer');
    expect(api.events[0]).toMatchObject({
      queryStringParameters: null,
      multiValueQueryStringParameters: null,
      body: null,
      isBase64Encoded: false,
    });
  });

  it('has the body as text', async () => {
    const api = await served();
    await ask(api, 'POST', '/prod/answer', { body: '{"ü":1}' });
    expect(api.events[0]).toMatchObject({ body: '{"ü":1}', isBase64Encoded: false });
  });

  it.each([
    ['*/*', 'application/json', true],
    ['application/octet-stream', 'application/octet-stream; x=y', true],
    ['image/*', 'image/png', true],
    ['image/*', 'application/json', false],
  ])(
    'has the body in base64 where %s is a binary media type and %s comes: %s',
    async (binary, type, encoded) => {
      const api = await served({ binaryMediaTypes: [binary] });
      const body = Buffer.from([0xff, 0x00, 0x7b]);
      await ask(api, 'POST', '/prod/answer', { headers: ['Content-Type', type], body });
      expect(api.events[0]?.isBase64Encoded).toBe(encoded);
      if (encoded) expect(api.events[0]?.body).toBe(body.toString('base64'));
    },
  );
});
