import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { performance } from 'node:perf_hooks';
import { text } from 'node:stream/consumers';
import { identifyCaller, ServiceError } from '../../services/json-service-listener.ts';
import type { LambdaAnswer, Operation } from './operation.ts';

export interface LambdaApiOptions {
  readonly region: string;
  readonly operations: readonly Operation[];
}

/** Statuses of refusals; all others have 400. */
const STATUSES: Readonly<Record<string, number>> = {
  MissingAuthenticationTokenException: 403,
  UnrecognizedClientException: 403,
  InvalidSignatureException: 403,
  ResourceNotFoundException: 404,
  PreconditionFailedException: 412,
  TooManyRequestsException: 429,
};

/** AWS Lambda's own API, as far as these operations go. */
export const lambdaRequestListener =
  (options: LambdaApiOptions): RequestListener =>
  (request, response) => {
    answer(options, request).then(
      (found) => send(response, found),
      () => response.destroy(),
    );
  };

async function answer(
  { region, operations }: LambdaApiOptions,
  request: IncomingMessage,
): Promise<LambdaAnswer> {
  const arrivedAtMs = performance.now();
  const body = await text(request);
  try {
    identifyCaller(request, { service: 'lambda', region });
    const { method = '', url = '', headers } = request;
    for (const operation of operations) {
      const name = method === operation.method ? operation.path.exec(url)?.[1] : undefined;
      if (name === undefined) continue;
      return await operation.answer({ functionName: decodeURIComponent(name), headers, body, arrivedAtMs });
    }
    throw new ServiceError('UnknownOperationException', `The emulator does not emulate ${method} ${url}.`);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return {
      status: STATUSES[error.type] ?? 400,
      headers: { 'x-amzn-errortype': error.type },
      body: JSON.stringify({ Type: 'User', message: error.message }),
    };
  }
}

function send(response: ServerResponse, { status, headers = {}, body }: LambdaAnswer): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(body);
}
