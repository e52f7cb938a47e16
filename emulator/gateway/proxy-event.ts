import type { ApiKeyModel, ApiModel, MethodModel } from '../deployment.ts';
import type { IncomingHttpHeaders } from 'node:http';

/** Read by the gateway itself, or about one connection only: never handed on. */
const NOT_HANDED_ON = new Set([
  'connection',
  'content-length',
  'expect',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** A request that has arrived whole. */
export interface GatewayRequest {
  readonly requestId: string;
  readonly method: string;
  /** Path and query, as in the request line. */
  readonly target: string;
  readonly httpVersion: string;
  readonly headers: IncomingHttpHeaders;
  /** Names in the sender's case and values, in turn. */
  readonly rawHeaders: readonly string[];
  readonly body: Buffer | 'too-large';
  /** The address that it comes from. */
  readonly sender: string;
  /** Of the API, on this machine; undefined: the API has its own name and https, as in AWS. */
  readonly localPort: number | undefined;
}

export interface ProxyEventInput {
  readonly api: ApiModel;
  readonly method: MethodModel;
  /** Of the request, after the stage. */
  readonly path: string;
  readonly pathParameters: Readonly<Record<string, string>> | null;
  /** That the gateway asked for. */
  readonly apiKey: ApiKeyModel | undefined;
  readonly request: GatewayRequest;
  readonly url: URL;
  /** As the gateway hands it on. */
  readonly body: Buffer;
  readonly now: Date;
  /** [0, 1); decides the trace's id, and the order of query parameters, which a REST API does not promise. */
  readonly random: () => number;
}

type Lists = Record<string, string[]>;

/** The event of a REST API's Lambda proxy integration (payload version 1). */
export function proxyEvent(input: ProxyEventInput): Record<string, unknown> {
  const { api, method, path, pathParameters, apiKey, request, url, body, now } = input;
  const { sender, requestId } = request;
  const headers = headerLists(input);
  const query = queryLists(url, input.random);
  const binary = isBinary(request.headers['content-type'], api.binaryMediaTypes);
  const host = headers['Host']?.[0] ?? '';
  return {
    resource: method.path,
    path,
    httpMethod: request.method,
    headers: lastOf(headers),
    multiValueHeaders: headers,
    queryStringParameters: query && lastOf(query),
    multiValueQueryStringParameters: query,
    pathParameters,
    stageVariables: null,
    requestContext: {
      accountId: '000000000000',
      apiId: api.id,
      domainName: host,
      domainPrefix: host.split('.')[0],
      extendedRequestId: requestId,
      httpMethod: request.method,
      identity: {
        accessKey: null,
        accountId: null,
        ...(apiKey === undefined ? {} : { apiKey: apiKey.value, apiKeyId: apiKey.id }),
        caller: null,
        cognitoAuthenticationProvider: null,
        cognitoAuthenticationType: null,
        cognitoIdentityId: null,
        cognitoIdentityPoolId: null,
        principalOrgId: null,
        sourceIp: sender,
        user: null,
        userAgent: request.headers['user-agent'] ?? null,
        userArn: null,
      },
      path: url.pathname,
      protocol: `HTTP/${request.httpVersion}`,
      requestId,
      requestTime: requestTime(now),
      requestTimeEpoch: now.getTime(),
      resourceId: method.where.logicalId,
      resourcePath: method.path,
      stage: api.stage,
    },
    body: body.length === 0 ? null : body.toString(binary ? 'base64' : 'utf8'),
    isBase64Encoded: binary && body.length > 0,
  };
}

/** Names in the sender's case, each with all its values; plus what the gateway adds. */
function headerLists({ api, request, now, random }: ProxyEventInput): Lists {
  // Without a prototype: `constructor` and `__proto__` are names like any other.
  const lists = Object.create(null) as Lists;
  for (let at = 0; at + 1 < request.rawHeaders.length; at += 2) {
    const [name = '', value = ''] = request.rawHeaders.slice(at, at + 2);
    if (!NOT_HANDED_ON.has(name.toLowerCase())) (lists[name] ??= []).push(value);
  }
  const { sender, localPort } = request;
  const sent = request.headers.host ?? '';
  const set = (name: string, value: string) => {
    for (const known of Object.keys(lists)) {
      if (known.toLowerCase() === name.toLowerCase()) Reflect.deleteProperty(lists, known);
    }
    lists[name] = [value];
  };
  // On loopback the API's name is its address: what is built from it can be reached.
  const address = localPort === undefined ? api.hostName : `127.0.0.1:${localPort}`;
  set('Host', sent === '' || sent === api.hostName ? address : sent);
  const forwardedFor = request.headers['x-forwarded-for'];
  set('X-Forwarded-For', forwardedFor ? `${String(forwardedFor)}, ${sender}` : sender);
  const proto = forwardedProto(request);
  set('X-Forwarded-Proto', proto);
  set('X-Forwarded-Port', proto === 'https' ? '443' : String(localPort ?? 80));
  if (request.headers['x-amzn-trace-id'] === undefined) {
    const seconds = Math.floor(now.getTime() / 1000).toString(16);
    set('X-Amzn-Trace-Id', `Root=1-${seconds}-${traceId(random)}`);
  }
  return lists;
}

/** 24 hex digits. */
const traceId = (random: () => number): string =>
  [0, 1, 2]
    .map(() =>
      Math.floor(random() * 2 ** 32)
        .toString(16)
        .padStart(8, '0'),
    )
    .join('');

/** In AWS always https; on loopback http, unless the request came through a tunnel that says https. */
const forwardedProto = ({ localPort, headers }: GatewayRequest): 'http' | 'https' =>
  localPort === undefined || String(headers['x-forwarded-proto'] ?? '').toLowerCase() === 'https'
    ? 'https'
    : 'http';

function queryLists(url: URL, random: () => number): Lists | null {
  const names = [...new Set(url.searchParams.keys())];
  if (names.length === 0) return null;
  for (let left = names.length - 1; left > 0; left--) {
    const other = Math.floor(random() * (left + 1));
    const name = names[left] ?? '';
    names[left] = names[other] ?? '';
    names[other] = name;
  }
  return Object.fromEntries(names.map((name) => [name, url.searchParams.getAll(name)]));
}

const lastOf = (lists: Lists): Record<string, string> =>
  Object.fromEntries(Object.entries(lists).map(([name, values]) => [name, values.at(-1) ?? '']));

/** `23/Nov/2026:18:05:00 +0000`. */
function requestTime(now: Date): string {
  const [, day, month, year, time] = now.toUTCString().split(' ');
  return `${day}/${month}/${year}:${time} +0000`;
}

/** Whether a Content-Type or Accept value is one of the API's binary media types (`*` matches a part). */
export function isBinary(mediaType: string | undefined, binaryMediaTypes: readonly string[]): boolean {
  const [type, subtype] = split(mediaType ?? 'application/json');
  return binaryMediaTypes.some((binary) => {
    const [binaryType, binarySubtype] = split(binary);
    return matches(binaryType, type) && matches(binarySubtype, subtype);
  });
}

const split = (mediaType: string): [string, string] => {
  const [type = '', subtype = ''] = (mediaType.split(/[;,]/)[0] ?? '').trim().toLowerCase().split('/');
  return [type, subtype];
};

const matches = (pattern: string, part: string): boolean => pattern === '*' || pattern === part;
