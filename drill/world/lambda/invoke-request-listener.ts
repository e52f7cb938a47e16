import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { performance } from 'node:perf_hooks';
import { text } from 'node:stream/consumers';
import { identifyCaller } from '../services/callers.ts';
import { ServiceError } from '../services/service-error.ts';
import type { LambdaResult } from './lambda-function.ts';

export interface InvokeOptions {
  readonly region: string;
  /** Undefined: there is no function of that name. */
  readonly invoke: (
    functionName: string,
    event: unknown,
    arrivedAtMs: number,
  ) => Promise<LambdaResult> | undefined;
}

const PATH = /^\/2015-03-31\/functions\/([^/?]+)\/invocations$/;

/** Statuses of the refusals; all others are told with 400. */
const STATUSES: Readonly<Record<string, number>> = {
  MissingAuthenticationTokenException: 403,
  UnrecognizedClientException: 403,
  InvalidSignatureException: 403,
  ResourceNotFoundException: 404,
  TooManyRequestsException: 429,
};

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** AWS Lambda, as far as invoking a function by its name and waiting for what it returns go. */
export const invokeRequestListener =
  (options: InvokeOptions): RequestListener =>
  (request, response) => {
    answer(options, request).then(
      (found) => send(response, found),
      () => response.destroy(),
    );
  };

async function answer(options: InvokeOptions, request: IncomingMessage): Promise<Answer> {
  const arrivedAtMs = performance.now();
  const body = await text(request);
  try {
    identifyCaller(request, { service: 'lambda', region: options.region });
    const name = functionName(request);
    const invoked = options.invoke(name, parse(body), arrivedAtMs);
    if (invoked === undefined)
      throw new ServiceError('ResourceNotFoundException', `Function not found: ${name}`);
    return resultOf(await invoked);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return {
      status: STATUSES[error.type] ?? 400,
      headers: { 'x-amzn-errortype': error.type },
      body: JSON.stringify({ Type: 'User', message: error.message }),
    };
  }
}

/** @throws ServiceError for every other operation */
function functionName({ method, url = '', headers }: IncomingMessage): string {
  const name = PATH.exec(url)?.[1];
  const type = headers['x-amz-invocation-type'] ?? 'RequestResponse';
  if (method === 'POST' && name !== undefined && type === 'RequestResponse') return decodeURIComponent(name);
  throw new ServiceError(
    'UnknownOperationException',
    `The world does not emulate ${method ?? ''} ${url} with invocation type ${String(type)}.`,
  );
}

function parse(body: string): unknown {
  if (body === '') return {};
  try {
    return JSON.parse(body);
  } catch {
    throw new ServiceError(
      'InvalidRequestContentException',
      'Could not parse request body into json: it is not JSON.',
    );
  }
}

/** A function that fails is a 200 too; a header says so (Lambda API, Invoke). */
function resultOf(result: LambdaResult): Answer {
  if (result.kind === 'throttled') throw new ServiceError('TooManyRequestsException', 'Rate Exceeded.');
  if (result.kind === 'returned') return { status: 200, headers: {}, body: JSON.stringify(result.value) };
  return {
    status: 200,
    headers: { 'x-amz-function-error': 'Unhandled' },
    body: JSON.stringify({ errorMessage: result.detail }),
  };
}

function send(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, {
    'content-type': 'application/json',
    ...(status === 200 ? { 'x-amz-executed-version': '$LATEST' } : {}),
    ...headers,
  });
  response.end(body);
}
