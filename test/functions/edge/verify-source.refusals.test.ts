import { generateKeyPairSync, sign } from 'node:crypto';
import { readRawRequest } from '../../../functions/edge/raw-request.ts';
import type { RawRequest } from '../../../functions/edge/raw-request.ts';
import { readToken } from '../../../functions/edge/read-token.ts';
import { verifySource } from '../../../functions/edge/verify-source.ts';
import type { Trust } from '../../../functions/edge/verify-source.ts';
import { gatewayEvent } from '../support/gateway-event.ts';
import { LIVE, SETTINGS } from '../support/runtime.ts';
import { NOW_MS, SECRET, base64url, claimsFor, sha256, signToken } from '../support/sign.ts';

const BODY = '{"from":"447700900123","to":"442079460000","duration":"0.10"}';
const trust: Trust = { ...SETTINGS, secrets: LIVE };

interface Case {
  readonly authorization?: string | null;
  readonly body?: string;
  readonly base64?: boolean;
  readonly method?: 'GET' | 'POST';
  readonly trusting?: Partial<Trust>;
}

/** As `authenticate` does it. */
const verify = (request: RawRequest, trusted: Trust = trust) => {
  const token = readToken(request);
  return token.ok ? verifySource(request, token, trusted, NOW_MS) : token;
};
const verdictOn = ({ trusting, ...sent }: Case) => {
  const request = readRawRequest(gatewayEvent({ route: 'answer', body: BODY, ...sent }));
  return verify(request, { ...trust, ...trusting });
};
const bearer = (changes: Readonly<Record<string, unknown>>, ...rest: [secret?: string]): string =>
  `Bearer ${signToken({ ...claimsFor(BODY), ...changes }, ...rest)}`;

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const rs256 = (): string => {
  const content = `${base64url({ alg: 'RS256', typ: 'JWT' })}.${base64url(claimsFor(BODY))}`;
  return `${content}.${sign('sha256', Buffer.from(content), rsa.privateKey).toString('base64url')}`;
};
const publicKey = rsa.publicKey.export({ type: 'spki', format: 'pem' }).toString();
const part = (text: string): string => Buffer.from(text).toString('base64url');
const [HEADER = '', CLAIMS = '', SIGNATURE = ''] = signToken(claimsFor(BODY)).split('.');
const seconds = NOW_MS / 1000;

describe('verifySource refuses', () => {
  const cases: [why: string, code: string, Case][] = [
    ['no Authorization header', 'authorization-missing', { authorization: null }],
    ['an empty Authorization header', 'authorization-malformed', { authorization: '' }],
    ['Basic authorization', 'authorization-malformed', { authorization: 'Basic YTpi' }],
    ['a token without its scheme', 'authorization-malformed', { authorization: signToken(claimsFor(BODY)) }],
    ['a token of two parts', 'token-malformed', { authorization: `Bearer ${HEADER}.${CLAIMS}` }],
    [
      'a token of four parts',
      'token-malformed',
      { authorization: `Bearer ${HEADER}.${CLAIMS}.${SIGNATURE}.x` },
    ],
    ['an empty signature', 'token-malformed', { authorization: `Bearer ${HEADER}.${CLAIMS}.` }],
    ['a token that is not base64url', 'token-malformed', { authorization: 'Bearer a+b.c/d.e=f' }],
    [
      'a header that is not JSON',
      'token-malformed',
      { authorization: `Bearer ${part('x')}.${CLAIMS}.${SIGNATURE}` },
    ],
    [
      'a header that is an array',
      'token-malformed',
      { authorization: `Bearer ${part('[]')}.${CLAIMS}.${SIGNATURE}` },
    ],
    [
      'claims that are not JSON',
      'token-malformed',
      { authorization: `Bearer ${HEADER}.${part('x')}.${SIGNATURE}` },
    ],
    [
      'claims that are null',
      'token-malformed',
      { authorization: `Bearer ${HEADER}.${part('null')}.${SIGNATURE}` },
    ],
    [
      'RS256 with a key that we hold',
      'algorithm-not-allowed',
      { authorization: `Bearer ${rs256()}`, trusting: { secrets: [{ name: 'current', value: publicKey }] } },
    ],
    [
      'the algorithm "none"',
      'algorithm-not-allowed',
      { authorization: `Bearer ${base64url({ alg: 'none' })}.${CLAIMS}.${SIGNATURE}` },
    ],
    [
      'HS512 with the right secret',
      'algorithm-not-allowed',
      { authorization: `Bearer ${signToken(claimsFor(BODY), SECRET, { alg: 'HS512' })}` },
    ],
    [
      'a header without an algorithm',
      'algorithm-not-allowed',
      { authorization: `Bearer ${signToken(claimsFor(BODY), SECRET, { typ: 'JWT' })}` },
    ],
    ['another secret', 'signature-mismatch', { authorization: bearer({}, 'another-secret') }],
    [
      'claims that were changed after signing',
      'signature-mismatch',
      { authorization: `Bearer ${HEADER}.${base64url({ ...claimsFor(BODY), jti: 'x' })}.${SIGNATURE}` },
    ],
    ['any signature while no secret is configured', 'secret-not-configured', { trusting: { secrets: [] } }],
    ['another issuer', 'issuer-unknown', { authorization: bearer({ iss: 'vonage' }) }],
    ['no issuer', 'issuer-unknown', { authorization: bearer({ iss: undefined }) }],
    ['another account', 'api-key-unknown', { authorization: bearer({ api_key: 'ffff9999' }) }],
    ['no account', 'api-key-unknown', { authorization: bearer({ api_key: undefined }) }],
    ['another application', 'application-unknown', { authorization: bearer({ application_id: 'x' }) }],
    [
      'an application that is null',
      'application-unknown',
      { authorization: bearer({ application_id: null }) },
    ],
    ['no iat', 'issued-at-missing', { authorization: bearer({ iat: undefined }) }],
    ['an iat that is text', 'issued-at-missing', { authorization: bearer({ iat: String(seconds) }) }],
    ['a token of 301 s', 'token-expired', { authorization: bearer({ iat: seconds - 301 }) }],
    ['a token 31 s ahead', 'token-from-the-future', { authorization: bearer({ iat: seconds + 31 }) }],
    ['an iat in milliseconds', 'token-from-the-future', { authorization: bearer({ iat: NOW_MS }) }],
    [
      'a POST without payload_hash',
      'payload-hash-missing',
      { authorization: bearer({ payload_hash: undefined }) },
    ],
    [
      'a POST with an empty payload_hash',
      'payload-hash-missing',
      { authorization: bearer({ payload_hash: '' }) },
    ],
    [
      'a payload_hash that is a number',
      'payload-hash-missing',
      { authorization: bearer({ payload_hash: 7 }) },
    ],
    [
      'a payload_hash that is no hash',
      'payload-hash-mismatch',
      { authorization: bearer({ payload_hash: 'x'.repeat(64) }) },
    ],
    [
      'a shortened payload_hash',
      'payload-hash-mismatch',
      { authorization: bearer({ payload_hash: sha256(BODY).slice(0, 62) }) },
    ],
    [
      'a payload_hash with something behind it',
      'payload-hash-mismatch',
      { authorization: bearer({ payload_hash: `${sha256(BODY)}zz` }) },
    ],
    [
      'a changed body',
      'payload-hash-mismatch',
      { body: BODY.replace('123', '124'), authorization: bearer({}) },
    ],
    [
      'a body with its fields in another order',
      'payload-hash-mismatch',
      {
        body: '{"a":"x","b":1}',
        authorization: bearer({ payload_hash: sha256('{"b":1,"a":"x"}') }),
      },
    ],
    ['a changed body that is not JSON', 'payload-hash-mismatch', { body: 'x', authorization: bearer({}) }],
    ['a body taken away', 'payload-hash-mismatch', { body: '', authorization: bearer({}) }],
    [
      'a body said to be base64 that is none',
      'payload-hash-mismatch',
      { base64: true, body: 'x', authorization: bearer({}) },
    ],
  ];
  it.each(cases)('%s: %s', (_why, code, sent) => {
    expect(verdictOn(sent)).toEqual({ ok: false, code });
  });

  it('two Authorization headers, even if one is good', () => {
    const event = gatewayEvent({ route: 'answer', body: BODY });
    const good = event.headers['Authorization'] ?? '';
    const twice = { ...event, multiValueHeaders: { Authorization: ['Bearer x.y.z', good] } };
    expect(verify(readRawRequest(twice))).toEqual({
      ok: false,
      code: 'authorization-malformed',
    });
  });

  it('HEAD and other methods without a payload_hash: only GET is unverifiable', () => {
    const event = {
      ...gatewayEvent({ route: 'answer', authorization: bearer({ payload_hash: undefined }) }),
      httpMethod: 'HEAD',
    };
    expect(verify(readRawRequest(event))).toEqual({
      ok: false,
      code: 'payload-hash-missing',
    });
  });
});
