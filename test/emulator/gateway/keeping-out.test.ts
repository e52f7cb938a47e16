import type { ApiModel } from '../../../emulator/deployment.ts';
import { EDGE_LOOPBACK, sourceAddresses } from '../../../emulator/network/source-addresses.ts';
import { apiModel, ask, gatewayResponse, returned, serveApi, where, type ServedApi } from './serve-api.ts';

const STRANGER = '127.0.7.1';
const KEY = 'a-key-of-twenty-letters';
const ADDRESSES = sourceAddresses({ [STRANGER]: '203.0.113.9' });
const CALL = 'arn:aws:execute-api:eu-central-1:********1111:abcde12345/prod/POST/answer';
const REFUSED = `User: anonymous is not authorized to perform: execute-api:Invoke on resource: ${CALL}`;

const INSIDE = [{ operator: 'IpAddress', ranges: ['216.147.0.0/18'] }] as const;
const OUTSIDE = [{ operator: 'NotIpAddress', ranges: ['216.147.0.0/18'] }] as const;
const POLICY = [{ effect: 'Allow', calls: ['prod/POST/answer'], conditions: INSIDE }] as const;

const open: ServedApi[] = [];
afterEach(async () => {
  for (const { listener } of open.splice(0)) await listener.close();
});
async function served(changes: Partial<ApiModel>) {
  const api = await serveApi(
    changes,
    () => Promise.resolve(returned({ statusCode: 200, body: 'served' })),
    ADDRESSES,
  );
  open.push(api);
  return api;
}

describe('a resource policy', () => {
  it('lets in allowed callers, and no other reaches a function', async () => {
    const api = await served({ policy: POLICY });
    expect(await ask(api, 'POST', '/prod/answer')).toMatchObject({ status: 200, body: 'served' });
    const refused = await ask(api, 'POST', '/prod/answer', { from: STRANGER });
    expect(refused).toMatchObject({ status: 403, body: JSON.stringify({ Message: REFUSED }) });
    expect(api.events).toHaveLength(1);
  });

  it('says so when a statement denies', async () => {
    const everybody = { effect: 'Allow', calls: ['*'], conditions: [] } as const;
    const api = await served({ policy: [everybody, { effect: 'Deny', calls: ['*'], conditions: OUTSIDE }] });
    const { status, body } = await ask(api, 'POST', '/prod/answer', { from: STRANGER });
    expect({ status, body }).toEqual({
      status: 403,
      body: JSON.stringify({ Message: `${REFUSED} with an explicit deny` }),
    });
    expect(await ask(api, 'POST', '/prod/answer')).toMatchObject({ status: 200 });
  });

  it.each([
    ['X-Forwarded-For', '216.147.0.1'],
    ['Forwarded', 'for=216.147.0.1'],
    ['X-Real-IP', '216.147.0.1'],
    ['True-Client-IP', '216.147.0.1'],
    ['CloudFront-Viewer-Address', '216.147.0.1:443'],
  ])('is not talked round by %s', async (name, value) => {
    const api = await served({ policy: POLICY });
    const answer = await ask(api, 'POST', '/prod/answer', { from: STRANGER, headers: [name, value] });
    expect(answer.status).toBe(403);
    expect(api.events).toEqual([]);
  });

  it.each(['/prod/answer/', '/prod//answer', '/prod/%61nswer', '/prod/ANSWER', '/prod/x/../answer?a=1'])(
    'nor by another way to write the path: %s',
    async (path) => {
      const api = await served({
        policy: [...POLICY, { effect: 'Allow', calls: ['prod/GET/x'], conditions: [] }],
      });
      expect(await ask(api, 'POST', path, { from: STRANGER })).toMatchObject({ status: 403 });
      expect(api.events).toEqual([]);
    },
  );

  it('is about the method and the path that are asked for', async () => {
    const api = await served({ policy: [{ effect: 'Allow', calls: ['prod/POST/answer'], conditions: [] }] });
    expect(await ask(api, 'POST', '/prod/answer', { from: STRANGER })).toMatchObject({ status: 200 });
    expect((await ask(api, 'GET', '/prod/answer')).body).toContain('abcde12345/prod/GET/answer"');
    expect((await ask(api, 'POST', '/prod/elsewhere')).body).toContain('abcde12345/prod/POST/elsewhere"');
    expect(api.events).toHaveLength(1);
  });

  it('comes before the size of the request and before the path', async () => {
    const api = await served({ policy: POLICY });
    const large = { from: STRANGER, body: Buffer.alloc(10 * 1024 * 1024 + 1) };
    expect(await ask(api, 'POST', '/prod/answer', large)).toMatchObject({ status: 403 });
    const elsewhere = await ask(api, 'POST', '/prod/elsewhere', { from: STRANGER });
    expect(elsewhere.body).toContain('execute-api:Invoke on resource');
    expect(await ask(api, 'POST', '/prod/answer', { body: large.body })).toMatchObject({ status: 413 });
  });

  it('is answered as ACCESS_DENIED says', async () => {
    const api = await served({
      policy: POLICY,
      gatewayResponses: [{ ...gatewayResponse('ACCESS_DENIED', 404), templates: { 'text/plain': 'no' } }],
    });
    expect(await ask(api, 'POST', '/prod/answer', { from: STRANGER })).toMatchObject({
      status: 404,
      body: 'no',
    });
  });

  it('says whom it kept out; a mistake of the deployment where that is Vonage or a distribution', async () => {
    const api = await served({ policy: [{ effect: 'Allow', calls: ['prod/GET/*'], conditions: [] }] });
    for (const from of [STRANGER, '127.0.0.1', EDGE_LOOPBACK])
      await ask(api, 'POST', '/prod/answer', { from });
    await ask(api, 'POST', '/prod/elsewhere', { from: EDGE_LOOPBACK });
    const says = (address: string) => `prod/POST/answer was refused to ${address}: no statement allows it.`;
    expect(api.notes).toEqual([
      expect.objectContaining({ level: 'info', setting: 'Policy', text: says('203.0.113.9') }),
      expect.objectContaining({ level: 'suspect', setting: 'Policy', text: says('216.147.0.1') }),
      expect.objectContaining({ level: 'suspect', setting: 'Policy', text: says('130.176.0.1') }),
    ]);
  });
});

describe('a method that asks for an API key', () => {
  const KEYED: Partial<ApiModel> = {
    methods: apiModel().methods.map((method) => ({
      ...method,
      apiKeyRequired: method.httpMethod === 'POST',
    })),
    apiKeys: [{ where: where('Key', 'AWS::ApiGateway::ApiKey'), id: 'key1', value: KEY }],
  };

  it.each<[string, readonly string[]]>([
    ['no key', []],
    ['a wrong key', ['x-api-key', 'b-key-of-twenty-letters']],
    ['an empty key', ['x-api-key', '']],
    ['a beginning of the key', ['x-api-key', KEY.slice(0, -1)]],
    ['two keys, one of them right', ['x-api-key', KEY, 'x-api-key', 'another']],
    ['the key under another name', ['Authorization', KEY]],
  ])('refuses %s', async (_case, headers) => {
    const api = await served(KEYED);
    expect(await ask(api, 'POST', '/prod/answer', { headers })).toMatchObject({
      status: 403,
      body: '{"message":"Forbidden"}',
    });
    expect(await ask(api, 'POST', `/prod/answer?x-api-key=${KEY}`, { headers })).toMatchObject({
      status: 403,
    });
    expect(api.events).toEqual([]);
  });

  it('serves who has it, and tells the function which key it was; other methods need none', async () => {
    const api = await served(KEYED);
    expect(await ask(api, 'POST', '/prod/answer', { headers: ['X-API-Key', KEY] })).toMatchObject({
      status: 200,
    });
    expect(await ask(api, 'GET', '/prod/answer')).toMatchObject({ status: 200 });
    expect(api.events.map(({ requestContext }) => requestContext['identity'])).toEqual([
      expect.objectContaining({ apiKey: KEY, apiKeyId: 'key1' }),
      expect.not.objectContaining({ apiKeyId: 'key1' }),
    ]);
  });

  it('is answered as INVALID_API_KEY says', async () => {
    const api = await served({ ...KEYED, gatewayResponses: [gatewayResponse('INVALID_API_KEY', 404)] });
    expect(await ask(api, 'POST', '/prod/answer')).toMatchObject({ status: 404 });
  });

  it('asks for it after the policy', async () => {
    const api = await served({ ...KEYED, policy: POLICY });
    const answer = await ask(api, 'POST', '/prod/answer', { from: STRANGER, headers: ['x-api-key', KEY] });
    expect(answer.body).toContain('execute-api:Invoke on resource');
    expect(await ask(api, 'POST', '/prod/answer')).toMatchObject({ body: '{"message":"Forbidden"}' });
  });

  it('says who came without, and never which key was tried', async () => {
    const api = await served(KEYED);
    await ask(api, 'POST', '/prod/answer', { from: STRANGER });
    await ask(api, 'POST', '/prod/answer', { from: EDGE_LOOPBACK, headers: ['x-api-key', 'tried'] });
    expect(api.notes).toEqual([
      expect.objectContaining({
        level: 'info',
        setting: 'ApiKeyRequired',
        text: 'POST /answer was asked without an API key from 203.0.113.9.',
      }),
      expect.objectContaining({
        level: 'suspect',
        text: 'POST /answer was asked with a wrong API key from 130.176.0.1.',
      }),
    ]);
  });
});
