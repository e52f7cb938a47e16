import { validateHeaderName, validateHeaderValue } from 'node:http';
import { isBinary } from './proxy-event.ts';

/** Lambda's limit for what a function returns. */
const MAX_RESULT_BYTES = 6 * 1024 * 1024;

export interface ProxyResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: Buffer;
}

/**
 * What a proxy integration makes of a handler's result.
 * @returns a text that says what is malformed, where API Gateway answers 502
 */
export function parseProxyResponse(
  result: unknown,
  accept: string | undefined,
  binaryMediaTypes: readonly string[],
): ProxyResponse | string {
  if (typeof result !== 'object' || result === null || Array.isArray(result)) {
    return `expected an object with statusCode, found ${result === null ? 'null' : typeof result}`;
  }
  const { statusCode, body, headers, multiValueHeaders, isBase64Encoded } = result as Record<string, unknown>;
  const status = typeof statusCode === 'string' ? Number(statusCode) : statusCode;
  if (typeof status !== 'number' || !Number.isInteger(status) || status < 100 || status > 599) {
    return `expected an HTTP status in statusCode, found ${JSON.stringify(statusCode)}`;
  }
  if (body !== undefined && body !== null && typeof body !== 'string') {
    return `expected a string in body, found ${typeof body}`;
  }
  const text = body ?? '';
  if (Buffer.byteLength(text) > MAX_RESULT_BYTES) return 'the body is larger than 6 MB';
  const all: Record<string, string | readonly string[]> = {};
  for (const [name, value] of Object.entries(headers ?? {})) {
    if (!isScalar(value)) return `expected a string in headers.${name}, found ${typeof value}`;
    all[name.toLowerCase()] = String(value);
  }
  for (const [name, values] of Object.entries(multiValueHeaders ?? {})) {
    if (!Array.isArray(values) || !values.every(isScalar)) {
      return `expected a list of strings in multiValueHeaders.${name}`;
    }
    all[name.toLowerCase()] = values.map(String);
  }
  const problem = headerProblem(all);
  if (problem) return problem;
  // Base64 is decoded only for a client that accepts a binary media type of the API.
  const decodes = isBase64Encoded === true && isBinary(accept, binaryMediaTypes);
  return {
    statusCode: status,
    headers: { 'content-type': 'application/json', ...all },
    body: Buffer.from(text, decodes ? 'base64' : 'utf8'),
  };
}

/** The gateway's own: what a function says about them is dropped. */
const FRAMING = ['connection', 'content-length', 'transfer-encoding'];

function headerProblem(headers: Record<string, string | readonly string[]>): string | undefined {
  for (const name of FRAMING) Reflect.deleteProperty(headers, name);
  try {
    for (const [name, value] of Object.entries(headers)) {
      validateHeaderName(name);
      for (const one of [value].flat()) validateHeaderValue(name, one);
    }
    return undefined;
  } catch (error) {
    return `a header cannot be sent: ${(error as Error).message}`;
  }
}

const isScalar = (value: unknown): value is string | number | boolean =>
  ['string', 'number', 'boolean'].includes(typeof value);
