import { createHash } from 'node:crypto';
import { verifySignature } from '@vonage/jwt';
import { payloadHash, signCallback } from '../../../simulator/http/sign-callback.ts';

const signer = {
  apiKey: 'abcd1234',
  applicationId: 'app-id',
  signatureSecret: 'a-secret-of-at-least-thirty-two-bytes',
};
const claims = { issuedAtSeconds: 1_700_000_000, jti: 'one', payloadHash: 'ab'.repeat(32) };
const decode = (part: string | undefined): unknown =>
  JSON.parse(Buffer.from(part ?? '', 'base64url').toString('utf8'));

describe('signed callbacks', () => {
  it('are accepted by @vonage/jwt with the same secret', () => {
    expect(verifySignature(signCallback(signer, claims), signer.signatureSecret)).toBe(true);
  });

  it('are refused by @vonage/jwt with another secret', () => {
    expect(verifySignature(signCallback(signer, claims), 'another-secret-of-thirty-two-bytes!!')).toBe(false);
  });

  it('carry exactly the documented header and claims: no exp, no kid', () => {
    const [header, payload] = signCallback(signer, claims).split('.');
    expect(decode(header)).toEqual({ alg: 'HS256', typ: 'JWT' });
    expect(decode(payload)).toEqual({
      iat: 1_700_000_000,
      jti: 'one',
      iss: 'Vonage',
      payload_hash: 'ab'.repeat(32),
      api_key: 'abcd1234',
      application_id: 'app-id',
    });
  });
});

describe('payload_hash', () => {
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

  it('of a POST is over the raw body', () => {
    expect(payloadHash('https://app.example.com/event?x=1', '{"a": 1}')).toBe(sha256('{"a": 1}'));
  });

  it('of a GET is over the decoded query as compact JSON, in order, values as strings', () => {
    const url = 'https://app.example.com/answer?to=44&from=%2B1%202&n=3';
    expect(payloadHash(url, undefined)).toBe(sha256('{"to":"44","from":"+1 2","n":"3"}'));
  });

  it('of a GET changes with the order of the query', () => {
    const there = payloadHash('https://app.example.com/?a=1&b=2', undefined);
    expect(payloadHash('https://app.example.com/?b=2&a=1', undefined)).not.toBe(there);
  });
});
