import { createHmac } from 'node:crypto';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { DOMAIN } from '../functions/support/gateway-event.ts';
import { claimsFor, signToken } from '../functions/support/sign.ts';
import type { Authorization, HostileRequest } from './requests/hostile-request.ts';

const BEARER = 'Bearer ';

type Pairs = readonly (readonly [name: string, value: string])[];

/** A hostile request as the gateway hands it over, and what a judge must know of it. */
export interface HostileEvent {
  readonly event: APIGatewayProxyEvent;
  /** Signed by the platform, for just this. */
  readonly isGenuine: boolean;
  /** No header of that name at all. */
  readonly isUnsigned: boolean;
  /** Tokens made from a genuine one. */
  readonly tokens: readonly string[];
}

export function toEvent(request: HostileRequest): HostileEvent {
  const { route, method, authorizationName, headers, query, listed, body } = request;
  const bytes = Buffer.from(body?.content ?? '', body?.encoding);
  const tokens = tokensOf(request.authorization, bytes);
  const isSeen = listed === 'both' || listed === 'multi';
  const sent: Pairs = [...headers, ...tokens.texts.map((text) => [authorizationName, text] as const)];
  const single = (pairs: Pairs) =>
    listed === 'both' || listed === 'single' ? Object.fromEntries(pairs) : null;
  const multi = (pairs: Pairs) => (isSeen ? gathered(pairs) : null);
  return {
    isGenuine: isSeen && tokens.isGenuine,
    isUnsigned: !isSeen || tokens.texts.length === 0,
    tokens:
      request.authorization.kind === 'several' ? [] : tokens.texts.map((text) => text.slice(BEARER.length)),
    event: {
      resource: `/${route}`,
      path: `/${route}`,
      httpMethod: method,
      headers: single(sent),
      multiValueHeaders: multi(sent),
      queryStringParameters: single(query),
      multiValueQueryStringParameters: multi(query),
      pathParameters: null,
      stageVariables: null,
      requestContext: {
        apiId: 'abcde12345',
        domainName: DOMAIN,
        stage: 'live',
        path: `/live/${route}`,
        httpMethod: method,
        identity: { sourceIp: '203.0.113.9' },
      },
      body:
        body === null
          ? null
          : body.isBase64Encoded
            ? bytes.toString('base64')
            : bytes.toString(body.encoding),
      isBase64Encoded: body?.isBase64Encoded ?? false,
    } as unknown as APIGatewayProxyEvent,
  };
}

const gathered = (pairs: Pairs): Record<string, string[]> =>
  Object.fromEntries(
    Object.entries(Object.groupBy(pairs, ([name]) => name)).map(([name, of = []]) => [
      name,
      of.map(([, value]) => value),
    ]),
  );

function tokensOf(
  authorization: Authorization,
  body: Buffer,
): { readonly texts: readonly string[]; readonly isGenuine: boolean } {
  const token = signToken(claimsFor(body));
  switch (authorization.kind) {
    case 'genuine':
      return { texts: [BEARER + token], isGenuine: true };
    case 'of-another-body': {
      const other = signToken(claimsFor(Buffer.concat([body, Buffer.from('another')])));
      return { texts: [BEARER + other], isGenuine: false };
    }
    case 'damaged': {
      const { from, to, by } = authorization;
      const damaged = token.slice(0, from) + by + token.slice(to);
      // Spaces before it are no damage, and what is replaced by itself is none either.
      return { texts: [BEARER + damaged], isGenuine: damaged.replace(/^ +/, '') === token };
    }
    case 'made': {
      const parts = [authorization.header, authorization.claims].map((part) =>
        Buffer.from(part).toString('base64url'),
      );
      const signature = createHmac('sha256', authorization.secret)
        .update(parts.join('.'))
        .digest('base64url');
      return { texts: [BEARER + [...parts, signature].join('.')], isGenuine: false };
    }
    case 'several':
      return { texts: authorization.texts, isGenuine: false };
  }
}
