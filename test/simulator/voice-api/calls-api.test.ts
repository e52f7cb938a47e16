import { createSign, generateKeyPairSync, randomUUID } from 'node:crypto';
import { tokenGenerate } from '@vonage/jwt';
import { createCallsApi } from '../../../simulator/voice-api/calls-api.ts';

const pair = () =>
  generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
const own = pair();
const other = pair();
const ID = '12345678-1234-1234-1234-123456789abc';
const [TO, FROM] = ['447700900111', '447700900222'];

const BODY = {
  to: [{ type: 'phone', number: TO }],
  from: { type: 'phone', number: FROM },
  ncco: [{ action: 'wait', timeout: 30 }],
};

const base64url = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
function tokenOf(claims: object, header: object = { alg: 'RS256', typ: 'JWT' }): string {
  const text = `${base64url(header)}.${base64url(claims)}`;
  return `${text}.${createSign('RSA-SHA256').update(text).sign(own.privateKey, 'base64url')}`;
}
const now = (): number => Math.floor(Date.now() / 1000);
const claims = (more: object = {}): object => ({
  application_id: ID,
  iat: now(),
  jti: randomUUID(),
  ...more,
});

function open() {
  const placed: { from: string; to: string }[] = [];
  let nowMs = Date.now();
  const api = createCallsApi({
    application: (id) => (id === ID ? { name: 'Test', keys: { public_key: own.publicKey } } : undefined),
    numbers: { [TO]: ID, [FROM]: ID },
    place: (call) => {
      placed.push(call);
      return { uuid: 'leg', conversationUuid: 'CON-1' };
    },
    nowMs: () => nowMs,
  });
  return {
    placed,
    later: (ms: number) => void (nowMs += ms),
    post: (
      body: unknown = BODY,
      {
        token = tokenOf(claims()),
        type = 'application/json',
        method = 'POST',
      }: { token?: string; type?: string; method?: string } = {},
    ) =>
      api({
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': type },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
  };
}

describe('POST /v1/calls', () => {
  it('places a call from one own number to another, with a token of the vendor’s library', () => {
    const { post, placed } = open();
    expect(post(BODY, { token: tokenGenerate(ID, own.privateKey) })).toEqual({
      status: 201,
      body: { uuid: 'leg', status: 'started', direction: 'outbound', conversation_uuid: 'CON-1' },
    });
    expect(placed).toEqual([{ from: FROM, to: TO }]);
  });

  it.each([
    ['of another key', () => tokenGenerate(ID, other.privateKey)],
    ['of an application that there is not', () => tokenOf(claims({ application_id: randomUUID() }))],
    ['that is an hour old', () => tokenOf(claims({ iat: now() - 3600 }))],
    ['that has ended', () => tokenOf(claims({ exp: now() - 1 }))],
    ['without a jti', () => tokenOf(claims({ jti: undefined }))],
    ['of another algorithm', () => tokenOf(claims(), { alg: 'none' })],
    ['that is none', () => 'x'],
  ])('answers 401 to a token %s, and places nothing', (_what, token) => {
    const { post, placed } = open();
    expect(post(BODY, { token: token() }).status).toBe(401);
    expect(placed).toEqual([]);
  });

  it.each([
    ['no JSON', 'x', /JSON object/],
    ['an unknown key', { ...BODY, length: 3 }, /found length/],
    ['two callees', { ...BODY, to: [...BODY.to, ...BODY.to] }, /one phone endpoint/],
    ['a callee that is no phone', { ...BODY, to: [{ type: 'sip', uri: 'sip:a@b' }] }, /one phone endpoint/],
    [
      'somebody else’s number',
      { ...BODY, to: [{ type: 'phone', number: '447700900333' }] },
      /only numbers of the account/,
    ],
    [
      'a caller that is not the account’s',
      { ...BODY, from: { type: 'phone', number: '447700900333' } },
      /from:/,
    ],
    ['a number with a plus', { ...BODY, to: [{ type: 'phone', number: `+${TO}` }] }, /one phone endpoint/],
    ['no NCCO', { ...BODY, ncco: undefined }, /valid NCCO/],
    ['a longer call than there is', { ...BODY, length_timer: 86_401 }, /1 to 86400 s/],
    ['an event URL as text', { ...BODY, event_url: 'https://example.com' }, /array of one URL/],
  ])('answers 400 to %s', (_what, body, detail) => {
    const { post, placed } = open();
    const { status, body: answer } = post(body);
    expect({ status, detail: String(answer['detail']) }).toEqual({
      status: 400,
      detail: expect.stringMatching(detail),
    });
    expect(placed).toEqual([]);
  });

  it('answers 415 and 405 to what is no JSON and no POST', () => {
    const { post } = open();
    expect(post(BODY, { type: 'text/plain' }).status).toBe(415);
    expect(post(BODY, { method: 'GET' }).status).toBe(405);
  });

  it('takes three calls a second', () => {
    const { post, placed, later } = open();
    expect([post(), post(), post(), post()].map(({ status }) => status)).toEqual([201, 201, 201, 429]);
    later(1_000);
    expect(post().status).toBe(201);
    expect(placed).toHaveLength(4);
  });
});
