import { startApplicationsApi } from '../../../simulator/applications-api/start-applications-api.ts';
import type { StartedApplicationsApi } from '../../../simulator/applications-api/start-applications-api.ts';

const ID = 'aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab';
const OTHER = 'bbbbbbbb-bbbb-4ccc-8ddd-0123456789ab';
const BASIC = `Basic ${Buffer.from('abcd1234:secret').toString('base64')}`;

const webhook = { address: 'https://example.com/x', http_method: 'POST' };
const voice = { webhooks: { answer_url: webhook } };
const APPLICATION = {
  name: 'One',
  keys: { public_key: 'KEY' },
  capabilities: { voice, messages: { webhooks: { inbound_url: webhook } } },
  privacy: { improve_ai: false },
};

let api: StartedApplicationsApi;
beforeEach(async () => {
  api = await startApplicationsApi({
    apiKey: 'abcd1234',
    apiSecret: 'secret',
    applications: { [ID]: APPLICATION, [OTHER]: { name: 'Two', capabilities: {} } },
    numbers: { '447700900000': ID },
  });
});
afterEach(() => api.stop());

async function ask(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<{ status: number; json: Record<string, unknown> }> {
  const response = await fetch(`${api.url}${path}`, {
    method,
    headers: { authorization: BASIC, 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return { status: response.status, json: (await response.json()) as Record<string, unknown> };
}
const put = (body: unknown) => ask('PUT', `/v2/applications/${ID}`, body);
const withVoice = (more: object) => ({ name: 'One', capabilities: { voice: { ...voice, ...more } } });
const withAnswer = (more: object) =>
  withVoice({ webhooks: { answer_url: { ...webhook, ...more }, event_url: webhook } });

describe('a PUT', () => {
  it('replaces everything but the keys, and fills in defaults', async () => {
    const { status, json } = await put({
      name: 'New',
      capabilities: { voice: { webhooks: { event_url: webhook } } },
    });
    expect(status).toBe(200);
    expect(json).toEqual({
      id: ID,
      name: 'New',
      keys: { public_key: 'KEY' },
      capabilities: {
        voice: {
          signed_callbacks: true,
          conversations_ttl: 48,
          leg_persistence_time: 2,
          webhooks: { event_url: { ...webhook, connect_timeout: 1000, socket_timeout: 10_000 } },
        },
      },
      _links: { self: { href: `/v2/applications/${ID}` } },
    });
    const { _links, ...answered } = json;
    expect(_links).toBeDefined();
    expect(api.application(ID)).toEqual(answered);
  });

  it('takes back what a GET answered, and keeps unknown keys at the top level as they came', async () => {
    const { json } = await ask('GET', `/v2/applications/${ID}`);
    const text = `{"odd":0.10,${JSON.stringify(json).slice(1)}`;
    const { status } = await put(text);
    expect(status).toBe(200);
    expect(JSON.stringify(api.application(ID))).toContain('"odd":0.10');
  });

  it('never answers a private key', async () => {
    await put({ name: 'One', keys: { public_key: 'K', private_key: 'P' } });
    expect(api.application(ID)).toMatchObject({ keys: { public_key: 'K' } });
    expect(JSON.stringify(api.application(ID))).not.toContain('private_key');
  });

  it.each<[string, unknown, string]>([
    [
      'connection_timeout',
      withAnswer({ connection_timeout: 500 }),
      'connection_timeout is not a known json property',
    ],
    [
      'a webhook that is none',
      withVoice({ webhooks: { fallback_event_url: webhook } }),
      'fallback_event_url is not',
    ],
    ['an unknown key of voice', withVoice({ ttl: 1 }), 'ttl is not a known json property'],
    ['an unknown capability', { name: 'x', capabilities: { fax: {} } }, 'fax is not a known json property'],
    ['an unknown key of privacy', { name: 'x', privacy: { odd: 1 } }, 'odd is not a known json property'],
    [
      'an unknown webhook of messages',
      { name: 'x', capabilities: { messages: { webhooks: { event_url: webhook } } } },
      'event_url is not a known json property',
    ],
    [
      'timeouts of messages',
      {
        name: 'x',
        capabilities: { messages: { webhooks: { inbound_url: { ...webhook, socket_timeout: 1000 } } } },
      },
      'socket_timeout is not a known json property',
    ],
  ])('with %s is answered 400 in the words of the API', async (_case, body, detail) => {
    const before = JSON.stringify(api.application(ID));
    const { status, json } = await put(body);
    expect(status).toBe(400);
    expect(json).toMatchObject({
      type: expect.stringContaining('#payload-validation') as string,
      title: 'Bad Request',
      detail: expect.stringContaining(detail) as string,
      instance: expect.any(String) as string,
    });
    expect(JSON.stringify(api.application(ID))).toBe(before);
  });

  it.each<[string, unknown, string]>([
    ['connect_timeout 299', withAnswer({ connect_timeout: 299 }), 'answer_url.connect_timeout'],
    ['connect_timeout 1001', withAnswer({ connect_timeout: 1001 }), 'answer_url.connect_timeout'],
    ['a connect_timeout in text', withAnswer({ connect_timeout: '500' }), 'answer_url.connect_timeout'],
    ['socket_timeout 999', withAnswer({ socket_timeout: 999 }), 'answer_url.socket_timeout'],
    ['socket_timeout 5001', withAnswer({ socket_timeout: 5001 }), 'answer_url.socket_timeout'],
    ['socket_timeout 2000.5', withAnswer({ socket_timeout: 2000.5 }), 'answer_url.socket_timeout'],
    [
      'socket_timeout 10001 of events',
      withVoice({ webhooks: { event_url: { ...webhook, socket_timeout: 10_001 } } }),
      'event_url.socket_timeout',
    ],
    ['no URL', withAnswer({ address: 'example.com' }), 'answer_url.address'],
    ['the method PUT', withAnswer({ http_method: 'PUT' }), 'answer_url.http_method'],
    ['a region that is none', withVoice({ region: 'eu-central-1' }), 'voice.region'],
    ['conversations_ttl 0', withVoice({ conversations_ttl: 0 }), 'voice.conversations_ttl'],
    ['leg_persistence_time 32', withVoice({ leg_persistence_time: 32 }), 'voice.leg_persistence_time'],
    ['signed_callbacks in text', withVoice({ signed_callbacks: 'true' }), 'voice.signed_callbacks'],
    ['webhooks in a list', withVoice({ webhooks: [] }), 'voice.webhooks'],
    ['no name', { capabilities: {} }, 'name'],
    ['a list', [], 'body'],
    ['half a body', '{"name":', 'body'],
  ])('with %s is answered 400, naming it', async (_case, body, name) => {
    const { status, json } = await put(body);
    expect(status).toBe(400);
    expect(json['invalid_parameters']).toEqual([
      { name, reason: expect.stringContaining(`"${name}" must be`) as string },
    ]);
  });

  it.each([
    ['the least', { connect_timeout: 300, socket_timeout: 1000 }],
    ['the most', { connect_timeout: 1000, socket_timeout: 5000 }],
  ])('takes %s of each timeout', async (_case, timeouts) => {
    expect((await put(withAnswer(timeouts))).status).toBe(200);
  });

  it('takes an event URL that waits for 10 s', async () => {
    const event = { ...webhook, socket_timeout: 10_000 };
    expect((await put(withVoice({ webhooks: { event_url: event } }))).status).toBe(200);
  });
});

describe('a request', () => {
  it.each<[string, () => ReturnType<typeof ask>, number]>([
    ['without credentials', () => ask('GET', '/v2/applications', undefined, { authorization: '' }), 401],
    ['with a token', () => ask('GET', '/v2/applications', undefined, { authorization: 'Bearer x' }), 401],
    ['for an application that is not there', () => ask('GET', '/v2/applications/none'), 404],
    ['by another method', () => ask('PATCH', `/v2/applications/${ID}`, {}), 405],
    ['for XML', () => ask('GET', '/v2/applications', undefined, { accept: 'text/xml' }), 406],
    ['in a form', () => ask('PUT', `/v2/applications/${ID}`, 'a=b', { 'content-type': 'text/plain' }), 415],
  ])('%s is refused', async (_case, send, status) => {
    const answer = await send();
    expect(answer.status).toBe(status);
    expect(Object.keys(answer.json)).toEqual(['type', 'title', 'detail', 'instance']);
  });

  it('lists applications in pages', async () => {
    const { json } = await ask('GET', '/v2/applications?page_size=1&page=2');
    expect(json).toMatchObject({ page_size: 1, page: 2, total_items: 2, total_pages: 2 });
    expect(json['_embedded']).toEqual({
      applications: [expect.objectContaining({ id: OTHER, name: 'Two' })],
    });
  });

  it('lists numbers of an application, and {} where there are none', async () => {
    const linked = await ask('GET', `/account/numbers?application_id=${ID}`);
    expect(linked.json).toMatchObject({ count: 1, numbers: [{ msisdn: '447700900000', app_id: ID }] });
    expect((await ask('GET', `/account/numbers?application_id=${OTHER}`)).json).toEqual({});
  });
});
