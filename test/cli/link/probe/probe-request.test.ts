import { createHash, createHmac } from 'node:crypto';
import { journalKey } from '../../../../contracts/journal/journal-key.ts';
import { probeRequest } from '../../../../cli/link/probe/probe-request.ts';
import type { HttpRequest } from '../../../../cli/kit/send-http.ts';
import type { ProbedWebhook } from '../../../../cli/link/probe/probe-request.ts';

const NOW_MS = Date.parse('2026-01-02T13:14:15.678Z');
const signer = { apiKey: 'abcd1234', applicationId: 'an-application', signatureSecret: 's'.repeat(32) };

const of = (webhook: ProbedWebhook['webhook'], http_method: 'GET' | 'POST', nowMs = NOW_MS): HttpRequest =>
  probeRequest({ webhook, address: 'https://one.example.com/live/x', http_method }, signer, nowMs);

function claimsOf({ headers }: HttpRequest): Record<string, unknown> {
  const [header = '', claims = '', signature] =
    headers['authorization']?.replace('Bearer ', '').split('.') ?? [];
  const expected = createHmac('sha256', signer.signatureSecret)
    .update(`${header}.${claims}`)
    .digest('base64url');
  expect(signature).toBe(expected);
  expect(JSON.parse(Buffer.from(header, 'base64url').toString())).toEqual({ alg: 'HS256', typ: 'JWT' });
  return JSON.parse(Buffer.from(claims, 'base64url').toString()) as Record<string, unknown>;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const bodyOf = ({ body }: HttpRequest) => JSON.parse(body ?? '{}') as Record<string, string>;

describe('probeRequest', () => {
  it('is signed over the bytes of a POST', () => {
    const request = of('answer_url', 'POST');
    expect(claimsOf(request)).toEqual({
      iat: Math.floor(NOW_MS / 1000),
      jti: expect.any(String),
      iss: 'Vonage',
      payload_hash: sha256(request.body ?? ''),
      api_key: 'abcd1234',
      application_id: 'an-application',
    });
    expect(request).toMatchObject({
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-callback': 'link' },
    });
    expect(request.url.href).toBe('https://one.example.com/live/x');
  });

  it('is signed over the query of a GET, which has no body', () => {
    const request = of('fallback_answer_url', 'GET');
    const query = Object.fromEntries(request.url.searchParams);
    expect(claimsOf(request)['payload_hash']).toBe(sha256(JSON.stringify(query)));
    expect(query['reason']).toBe('Connection closed.');
    expect(JSON.parse(query['original_request'] ?? '')).toMatchObject({ type: 'answer' });
    expect(request.body).toBeUndefined();
    expect(request.headers['content-type']).toBeUndefined();
  });

  it('keeps the query that a URL has', () => {
    const webhook = {
      webhook: 'answer_url',
      address: 'https://a.example/x?y=1',
      http_method: 'GET',
    } as const;
    expect(probeRequest(webhook, signer, NOW_MS).url.searchParams.get('y')).toBe('1');
  });

  it('has a new token each time', () => {
    expect(claimsOf(of('answer_url', 'POST'))['jti']).not.toBe(claimsOf(of('answer_url', 'POST'))['jti']);
  });

  it('is not signed without a signer', () => {
    const webhook = { webhook: 'answer_url', address: 'https://a.example/x', http_method: 'POST' } as const;
    expect(probeRequest(webhook, undefined, NOW_MS).headers['authorization']).toBeUndefined();
  });

  it('asks the fallback for the beginning of a call: nothing is journaled', () => {
    expect(bodyOf(of('fallback_answer_url', 'POST'))).toMatchObject({ original_request: { type: 'answer' } });
  });

  it('tells one event all day, under a conversation of its own, so that a journal keeps one', () => {
    const keyAt = (time: string) => journalKey(bodyOf(of('event_url', 'POST', Date.parse(time))));
    const key = keyAt('2026-01-02T00:00:00.000Z');
    expect(key).toMatch(
      /^calls\/2026-01-02\/link-probe\/2026-01-02T00-00-00\.000Z-link_probe-[0-9a-f]{32}\.json$/,
    );
    expect(keyAt('2026-01-02T23:59:59.999Z')).toBe(key);
    expect(keyAt('2026-01-03T00:00:00.000Z')).not.toBe(key);
  });
});
