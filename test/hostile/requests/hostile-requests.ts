import fc from 'fast-check';
import { SECRET } from '../../functions/support/sign.ts';
import type { Authorization, HostileBody, HostileRequest } from './hostile-request.ts';
import { ROUTE_NAMES } from './hostile-request.ts';
import { fieldName, fields, json, nearlyReal, notoriousBody, text } from './hostile-values.ts';

const utf8 = (content: fc.Arbitrary<string>): fc.Arbitrary<HostileBody> =>
  fc.record({ content, encoding: fc.constant('utf8'), isBase64Encoded: fc.boolean() });

const bytes: fc.Arbitrary<HostileBody> = fc.uint8Array({ maxLength: 60 }).map((content) => ({
  content: Buffer.from(content).toString('latin1'),
  encoding: 'latin1',
  isBase64Encoded: true,
}));

const body = fc.oneof(
  { weight: 7, arbitrary: utf8(fields) },
  { weight: 7, arbitrary: utf8(nearlyReal) },
  { weight: 2, arbitrary: utf8(notoriousBody) },
  { weight: 1, arbitrary: utf8(text) },
  { weight: 1, arbitrary: bytes },
);

const headerName = fc.oneof(
  fc.constantFrom(
    ...[
      'content-type',
      'Content-Type',
      'X-Forwarded-For',
      'X-Forwarded-Proto',
      'x-forwarded-proto',
      'Host',
      'Accept',
    ],
    ...[
      'Content-Encoding',
      'Transfer-Encoding',
      'Cookie',
      'X-HTTP-Method-Override',
      'Forwarded',
      '__proto__',
      '',
    ],
    ...['x-api-key', 'CloudFront-Viewer-Address', 'Proxy-Authorization', 'X-Authorization'],
    ...['X-Synthetic-Check', 'x-synthetic-check'],
  ),
  text,
);

const pairs = (name: fc.Arbitrary<string>) => fc.array(fc.tuple(name, text), { maxLength: 3 });

/** None of them is the genuine one. */
const wrongAuthorization = fc.oneof<fc.MaybeWeightedArbitrary<Authorization>[]>(
  { weight: 3, arbitrary: fc.constant({ kind: 'several', texts: [] }) },
  {
    weight: 5,
    arbitrary: fc
      .array(
        fc.oneof(
          text,
          text.map((token) => `Bearer ${token}`),
          fc.base64String({ maxLength: 60 }).map((part) => `Bearer ${part}.${part}.${part}`),
          fc.nat(5000).map((length) => `Bearer ${'a'.repeat(length)}.b.c`),
          fc.constantFrom(
            'Bearer',
            'Bearer ',
            'bearer a.b.c',
            'Basic a',
            'Bearer eyJhbGciOiJub25lIn0.e30.',
            'Bearer ..',
          ),
        ),
        { minLength: 1, maxLength: 3 },
      )
      .map((texts) => ({ kind: 'several', texts })),
  },
  {
    weight: 8,
    arbitrary: fc
      .tuple(fc.nat(400), fc.nat(3), text)
      .map(([from, length, by]) => ({ kind: 'damaged', from, to: from + length, by })),
  },
);

/** Of a token's own members, and names that the platform does not write. */
const tokenPart = (...known: readonly string[]) =>
  fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...known) }, { weight: 1, arbitrary: json });

/** Even the right secret does not make a callback of it. */
const made: fc.Arbitrary<Authorization> = fc.record({
  kind: fc.constant('made'),
  header: tokenPart(
    '{"alg":"HS256","typ":"JWT"}',
    '{"alg":"none"}',
    '{"alg":"RS256"}',
    'null',
    '[]',
    '{"alg":["HS256"]}',
  ),
  claims: tokenPart('{}', 'null', '[]', '"iss"', '{"iss":"Vonage"}', '{"iss":"Vonage","iat":1767268800}'),
  secret: fc.constantFrom(SECRET, 'another', ''),
});

const genuine: fc.Arbitrary<Authorization> = fc.constant({ kind: 'genuine' });
const authorization = fc.oneof(
  { weight: 6, arbitrary: genuine },
  { weight: 3, arbitrary: wrongAuthorization },
  { weight: 1, arbitrary: made },
  { weight: 1, arbitrary: fc.constant<Authorization>({ kind: 'of-another-body' }) },
);

/** Any headers, any bytes, any query, at any route. */
export const hostileRequest: fc.Arbitrary<HostileRequest> = fc
  .record({
    route: fc.oneof(
      { weight: 24, arbitrary: fc.constantFrom(...ROUTE_NAMES) },
      // It reads nothing.
      { weight: 1, arbitrary: fc.constant('health' as const) },
    ),
    method: fc.oneof(
      { weight: 12, arbitrary: fc.constant('POST') },
      { weight: 4, arbitrary: fc.constant('GET') },
      { weight: 1, arbitrary: fc.constantFrom('PUT', 'get', 'HEAD', 'OPTIONS', '') },
    ),
    mode: fc.constantFrom('signature', 'signature', 'signature', 'both', 'ip'),
    authorization,
    authorizationName: fc.constantFrom('Authorization', 'authorization', 'AUTHORIZATION', 'aUTHORIZATION'),
    headers: pairs(headerName),
    query: pairs(fieldName),
    listed: fc.oneof(
      { weight: 12, arbitrary: fc.constant('both' as const) },
      { weight: 1, arbitrary: fc.constantFrom('single' as const, 'multi' as const, 'neither' as const) },
    ),
    body: fc.oneof({ weight: 20, arbitrary: body }, { weight: 1, arbitrary: fc.constant(null) }),
    journal: fc.constantFrom('keeps', 'keeps', 'keeps', 'keeps', 'fails', 'throws'),
    flow: fc.oneof<fc.MaybeWeightedArbitrary<HostileRequest['flow']>[]>(
      { weight: 6, arbitrary: fc.constant('real') },
      { weight: 1, arbitrary: fc.constantFrom('throws', 'rejects') },
      { weight: 1, arbitrary: fc.record({ json }) },
    ),
  })
  // A body's hash binds a POST; on a GET there is nothing to bind.
  .filter(({ method, authorization: { kind } }) => kind !== 'of-another-body' || method === 'POST');
