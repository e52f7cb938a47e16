import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { WebhookRequest } from '../../../functions/check-ports.ts';
import { SYNTHETIC_MARK_HEADER, syntheticMark } from '../../../contracts/own-headers.ts';
import { parseFallback } from '../../../functions/webhook/parse-call.ts';
import { parseFields } from '../../../functions/webhook/parse-fields.ts';
import { readRawRequest } from '../../../functions/raw-request.ts';
import { readToken } from '../../../functions/auth/read-token.ts';
import { verifySource } from '../../../functions/auth/authenticate.ts';
import { payloadHash } from '../../../simulator/http/sign-callback.ts';
import { answerRequest, fallbackRequest } from '../../../functions/synthetic-check/check-request.ts';
import { CHECK } from '../support/check.ts';
import { LIVE, SETTINGS } from '../support/runtime.ts';
import { NOW_MS, SECRET } from '../support/sign.ts';

const asker = () => {
  let ids = 0;
  return { settings: SETTINGS, secret: SECRET, nowMs: NOW_MS, newId: () => `id-${(ids += 1)}` };
};
const URL_ = 'https://distribution.example.com/fallback';
const fallback = (fallbackMethod: 'GET' | 'POST') =>
  fallbackRequest(asker(), URL_, { ...CHECK, fallbackMethod });

/** What a handler makes of it. */
const received = ({ method, url, headers, body }: WebhookRequest) => {
  const query = Object.fromEntries(new URL(url).searchParams);
  return readRawRequest({
    httpMethod: method,
    multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
    queryStringParameters: query,
    body: body === '' ? null : body,
    isBase64Encoded: false,
  } as unknown as APIGatewayProxyEvent);
};
const tokenOf = (request: WebhookRequest) => {
  const token = readToken(received(request));
  if (!token.ok) throw new Error(token.code);
  return token;
};

describe.each([
  ['an answer request', answerRequest(asker(), CHECK.answerUrl)],
  ['a fallback request by POST', fallback('POST')],
  ['a fallback request by GET', fallback('GET')],
])('%s', (_case, request) => {
  it('is signed as the platform signs, for the first application', () => {
    const token = tokenOf(request);
    expect(verifySource(received(request), token, { ...SETTINGS, secrets: LIVE }, NOW_MS)).toMatchObject({
      ok: true,
      secret: 'current',
    });
    expect(token.claims['application_id']).toBe(SETTINGS.applicationIds[0]);
    expect(token.claims['payload_hash']).toBe(
      payloadHash(request.url, request.method === 'GET' ? undefined : request.body),
    );
  });

  it('is marked as no call, by its token', () => {
    expect(request.headers[SYNTHETIC_MARK_HEADER]).toBe(syntheticMark(tokenOf(request).text, SECRET));
  });

  it('asks for a call to our own number, from one that is not assigned', () => {
    expect(parseFields(received(request))).toMatchObject({
      from: '447700900002',
      to: SETTINGS.callerNumber,
      uuid: 'id-1',
      conversation_uuid: 'CON-id-2',
    });
  });
});

describe('a fallback request', () => {
  it.each(['GET', 'POST'] as const)('says by %s what could not be answered, and why', (method) => {
    const request = fallback(method);
    expect(request.method).toBe(method);
    const fields = parseFields(received(request));
    expect(parseFallback(fields)).toMatchObject({ original: 'answer', reason: 'Connection closed.' });
    const original = fields['original_request'];
    expect(typeof original === 'string' ? JSON.parse(original) : original).toEqual({
      url: CHECK.answerUrl,
      type: 'answer',
    });
  });

  it('has all in its query by GET, and no body', () => {
    expect(fallback('GET')).toMatchObject({
      body: '',
      url: expect.stringMatching(/^\S+\?from=447700900002&/),
    });
    expect(fallback('GET').headers).not.toHaveProperty('content-type');
  });

  it('has all in its body by POST, and no query', () => {
    expect(fallback('POST')).toMatchObject({ url: URL_, headers: { 'content-type': 'application/json' } });
  });
});
