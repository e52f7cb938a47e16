import type { APIGatewayProxyEvent, Context } from 'aws-lambda';
import { claimsFor, signToken } from './sign.ts';

export const DOMAIN = 'abcde12345.execute-api.eu-west-1.amazonaws.com';

/** API Gateway's, which the client gets as `x-amzn-RequestId`. */
export const REQUEST_ID = 'c6af9ac6-7b61-11e6-9a41-93e8deadbeef';

interface Sent {
  readonly route: string;
  /** Of `/<route>/{state}`, as it is sent. */
  readonly state?: string;
  readonly method?: 'GET' | 'POST';
  /** A string is sent as it is. */
  readonly body?: unknown;
  readonly base64?: boolean;
  readonly query?: Readonly<Record<string, string>>;
  /** `null`: unsigned. */
  readonly authorization?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A REST API proxy event (payload v1), signed as the platform would unless given otherwise. */
export function gatewayEvent(sent: Sent): APIGatewayProxyEvent {
  const { route, method = 'POST', query = {}, base64 = false } = sent;
  const text =
    typeof sent.body === 'string' ? sent.body : sent.body === undefined ? '' : JSON.stringify(sent.body);
  const authorization =
    sent.authorization === undefined ? `Bearer ${signToken(claimsFor(text))}` : sent.authorization;
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    'X-Forwarded-Proto': 'https',
    ...(authorization === null ? {} : { Authorization: authorization }),
    ...sent.headers,
  };
  const several = (values: Readonly<Record<string, string>>): Record<string, string[]> =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, [value]]));
  const hasQuery = Object.keys(query).length > 0;
  const path = sent.state === undefined ? `/${route}` : `/${route}/${sent.state}`;
  return {
    resource: sent.state === undefined ? path : `/${route}/{state}`,
    path,
    httpMethod: method,
    headers,
    multiValueHeaders: several(headers),
    queryStringParameters: hasQuery ? query : null,
    multiValueQueryStringParameters: hasQuery ? several(query) : null,
    pathParameters: sent.state === undefined ? null : { state: sent.state },
    stageVariables: null,
    requestContext: {
      apiId: 'abcde12345',
      requestId: REQUEST_ID,
      domainName: DOMAIN,
      stage: 'live',
      path: `/live${path}`,
      httpMethod: method,
    },
    body: method === 'GET' ? null : base64 ? Buffer.from(text).toString('base64') : text,
    isBase64Encoded: base64,
  } as unknown as APIGatewayProxyEvent;
}

/** A fresh Lambda context, as each invocation gets one. */
export const lambdaContext = (): Context => ({ awsRequestId: 'a-request' }) as Context;
