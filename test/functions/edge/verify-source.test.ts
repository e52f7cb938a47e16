import { readRawRequest } from '../../../functions/edge/raw-request.ts';
import type { RawRequest } from '../../../functions/edge/raw-request.ts';
import { readToken } from '../../../functions/edge/read-token.ts';
import { verifySource } from '../../../functions/edge/verify-source.ts';
import type { Trust } from '../../../functions/edge/verify-source.ts';
import { gatewayEvent } from '../support/gateway-event.ts';
import { LIVE, SETTINGS } from '../support/runtime.ts';
import { NOW_MS, SECRET, claimsFor, sha256, signToken } from '../support/sign.ts';

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

describe('verifySource accepts', () => {
  it('a signed POST, hashed over its raw bytes', () => {
    expect(verdictOn({})).toEqual({ ok: true, secret: 'current', payload: 'raw' });
  });

  it('the same POST when API Gateway hands it over as base64', () => {
    expect(verdictOn({ base64: true })).toEqual({ ok: true, secret: 'current', payload: 'raw' });
  });

  it('raw bytes that are not the text a JSON printer would write', () => {
    const body = '{ "price": 0.10, "name": "\\u00e9" }\n';
    const authorization = `Bearer ${signToken(claimsFor(body))}`;
    expect(verdictOn({ body, authorization })).toMatchObject({ ok: true, payload: 'raw' });
  });

  it('a hash over the compact JSON of the body', () => {
    const body = '{ "b": 1,\n "a": "x" }';
    const authorization = bearer({ payload_hash: sha256('{"b":1,"a":"x"}') });
    expect(verdictOn({ body, authorization })).toMatchObject({ ok: true, payload: 'compact-json' });
  });

  it('a hash in capital letters', () => {
    const authorization = bearer({ payload_hash: sha256(BODY).toUpperCase() });
    expect(verdictOn({ authorization })).toMatchObject({ ok: true, payload: 'raw' });
  });

  it.each([
    ['with', claimsFor()],
    ['without', { ...claimsFor(), payload_hash: undefined }],
  ])('a GET %s payload_hash, as unverifiable', (_case, claims) => {
    const authorization = `Bearer ${signToken(claims)}`;
    expect(verdictOn({ method: 'GET', authorization })).toEqual({
      ok: true,
      secret: 'current',
      payload: 'unverifiable',
    });
  });

  it('each live secret, and says which one it was', () => {
    const secrets = [
      { name: 'current', value: 'new-secret' },
      { name: 'previous', value: SECRET },
    ] as const;
    expect(verdictOn({ trusting: { secrets } })).toMatchObject({ ok: true, secret: 'previous' });
    expect(verdictOn({ trusting: { secrets }, authorization: bearer({}, 'new-secret') })).toMatchObject({
      ok: true,
      secret: 'current',
    });
  });

  it('a token without application_id, which the platform documents as optional', () => {
    expect(verdictOn({ authorization: bearer({ application_id: undefined }) })).toMatchObject({ ok: true });
  });

  it.each([
    ['300 s old', -300],
    ['30 s ahead of our clock', 30],
  ])('a token that is exactly %s', (_case, seconds) => {
    expect(verdictOn({ authorization: bearer({ iat: NOW_MS / 1000 + seconds }) })).toMatchObject({
      ok: true,
    });
  });

  it('the scheme in any case, and the header under any name case', () => {
    const token = signToken(claimsFor(BODY));
    expect(verdictOn({ authorization: `bearer ${token}` })).toMatchObject({ ok: true });
    const event = gatewayEvent({
      route: 'answer',
      body: BODY,
      authorization: null,
      headers: { AUTHORIZATION: `Bearer ${token}` },
    });
    expect(verify(readRawRequest(event))).toMatchObject({ ok: true });
  });
});
