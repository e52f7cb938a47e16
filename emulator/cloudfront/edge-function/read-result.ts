import { validateHeaderName, validateHeaderValue } from 'node:http';
import type { ViewerRequest } from '../origin-request.ts';
import type { ViewerAnswer } from '../viewer-answer.ts';
import { DISALLOWED } from './edge-event.ts';
import type { EdgeRequest } from './edge-event.ts';
import { valuesOf, wrongField } from './fields.ts';
import type { Field, Fields } from './fields.ts';

/** A function that gave back what CloudFront does not take: 502 for the viewer. */
export class InvalidResultError extends Error {}

export type EdgeResult =
  | { readonly kind: 'request'; readonly viewer: ViewerRequest }
  | { readonly kind: 'response'; readonly answer: ViewerAnswer };

const READ_ONLY = ['content-length', 'host', 'transfer-encoding', 'via'];

/**
 * What a viewer-request function makes of a request: another request, or an answer.
 * @throws InvalidResultError
 */
export function readResult(result: unknown, before: EdgeRequest, viewer: ViewerRequest): EdgeResult {
  if (typeof result !== 'object' || result === null) throw wrong('neither a request nor a response');
  return 'statusCode' in result
    ? { kind: 'response', answer: readResponse(result as Given) }
    : { kind: 'request', viewer: readRequest(result as Given, before, viewer) };
}

type Given = Readonly<Record<string, unknown>>;

function readRequest(given: Given, before: EdgeRequest, viewer: ViewerRequest): ViewerRequest {
  if (given['method'] !== before.method) throw wrong('another method');
  const { uri } = given;
  if (typeof uri !== 'string' || !uri.startsWith('/')) throw wrong(`uri ${JSON.stringify(uri)}`);
  const headers = readHeaders(fieldsOf(given, 'headers'), before.headers);
  const was = readHeaders(before.headers, {});
  for (const name of READ_ONLY)
    if (JSON.stringify(headers[name]) !== JSON.stringify(was[name]))
      throw wrong(`a change of the read-only header ${name}`);
  const hidden = Object.entries(viewer.headers).filter(([name]) => DISALLOWED.test(name));
  const cookies = fieldsOf(given, 'cookies');
  return {
    ...viewer,
    path: uri,
    query: queryOf(fieldsOf(given, 'querystring'), before.querystring, viewer.query),
    headers: {
      ...headers,
      ...Object.fromEntries(hidden),
      ...cookieOf(cookies, before.cookies, viewer),
    },
  };
}

function readResponse(given: Given): ViewerAnswer {
  const { statusCode, body } = given;
  if (typeof statusCode !== 'number' || !Number.isInteger(statusCode) || statusCode < 100 || statusCode > 599)
    throw wrong(`statusCode ${JSON.stringify(statusCode)}`);
  const headers = given['headers'] === undefined ? {} : readHeaders(fieldsOf(given, 'headers'), {});
  const cookies = given['cookies'] === undefined ? {} : fieldsOf(given, 'cookies');
  const set = Object.entries(cookies).map(([name, cookie]) => {
    const { attributes } = cookie as Field & { readonly attributes?: string };
    return `${name}=${cookie.value}${attributes === undefined ? '' : `; ${attributes}`}`;
  });
  return {
    status: statusCode,
    headers: {
      ...headers,
      ...(set.length > 0 ? { 'set-cookie': set } : {}),
      'x-cache': 'FunctionGeneratedResponse from cloudfront',
    },
    body: readBody(body),
  };
}

function readBody(body: unknown): Buffer {
  if (body === undefined) return Buffer.alloc(0);
  if (typeof body === 'string') return Buffer.from(body);
  const { encoding, data } = body as { readonly encoding?: unknown; readonly data?: unknown };
  if (typeof data !== 'string' || (encoding !== 'text' && encoding !== 'base64')) throw wrong('body');
  return Buffer.from(data, encoding === 'text' ? 'utf8' : 'base64');
}

function readHeaders(given: Fields, before: Fields): Readonly<Record<string, readonly string[]>> {
  const headers = Object.entries(given).map(([name, field]) => {
    const values = valuesOf(field, before[name]);
    if (name !== name.toLowerCase()) throw wrong(`header ${name}, not in lower case`);
    if (DISALLOWED.test(name)) throw wrong(`header ${name}, which no function may set`);
    try {
      validateHeaderName(name);
      for (const value of values) validateHeaderValue(name, value);
    } catch (error) {
      throw wrong(`header ${name}: ${(error as Error).message}`);
    }
    return [name, values] as const;
  });
  return Object.fromEntries(headers);
}

/** Assumed: a query that the function left alone goes on as it came. */
function queryOf(given: Fields, before: Fields, query: string): string {
  if (JSON.stringify(given) === JSON.stringify(before)) return query;
  const pairs = pairsOf(given, before);
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

function cookieOf(given: Fields, before: Fields, { headers }: ViewerRequest): ViewerRequest['headers'] {
  if (JSON.stringify(given) === JSON.stringify(before))
    return headers['cookie'] === undefined ? {} : { cookie: headers['cookie'] };
  const pairs = pairsOf(given, before);
  return pairs.length === 0 ? {} : { cookie: [pairs.join('; ')] };
}

const pairsOf = (given: Fields, before: Fields): readonly string[] =>
  Object.entries(given).flatMap(([name, field]) =>
    valuesOf(field, before[name]).map((value) => `${name}=${value}`),
  );

function fieldsOf(given: Given, name: string): Fields {
  const problem = wrongField(given[name]);
  if (problem !== undefined) throw wrong(`${name}: ${problem}`);
  return given[name] as Fields;
}

const wrong = (what: string): InvalidResultError => new InvalidResultError(`it gave back ${what}`);
