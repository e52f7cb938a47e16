import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { identifyCaller } from './callers.ts';
import { ServiceError } from './service-error.ts';

export type Input = Readonly<Record<string, unknown>>;

/** By the last part of `X-Amz-Target`. */
export type Operations<Store> = Readonly<
  Record<string, (store: Store, input: Input) => Readonly<Record<string, unknown>>>
>;

/** The refusals that are told with 403; all others are told with 400. */
const FORBIDDEN: readonly string[] = ['MissingAuthenticationTokenException', 'UnrecognizedClientException'];

export interface JsonService<Store> {
  /** As signatures name it. */
  readonly service: string;
  readonly region: string;
  /** What stands before an operation's name in `X-Amz-Target`, with its dot. */
  readonly prefix: string;
  readonly operations: Operations<Store>;
  readonly store: Store;
  /** A function has asked for this, whatever it was answered. */
  readonly onFunctionAsks?: (operation: string) => void;
}

interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** An AWS service that speaks JSON 1.1, as far as its operations go. */
export function jsonServiceListener<Store>(service: JsonService<Store>): RequestListener {
  return (request, response) => {
    answer(service, request).then(
      (found) => send(response, found),
      () => response.destroy(),
    );
  };
}

async function answer<Store>(service: JsonService<Store>, request: IncomingMessage): Promise<Answer> {
  const body = await text(request);
  try {
    return { status: 200, body: serve(service, request, body) };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const { type, message } = error;
    return { status: FORBIDDEN.includes(type) ? 403 : 400, body: { __type: type, message } };
  }
}

function serve<Store>(service: JsonService<Store>, request: IncomingMessage, body: string): Answer['body'] {
  const { prefix, operations, store, onFunctionAsks } = service;
  const caller = identifyCaller(request, service);
  const target = String(request.headers['x-amz-target'] ?? '');
  const name = target.startsWith(prefix) ? target.slice(prefix.length) : '';
  const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
  if (!operation) {
    throw new ServiceError(
      'UnknownOperationException',
      `The world does not emulate ${target || 'a request without X-Amz-Target'}.`,
    );
  }
  if (caller === 'function') onFunctionAsks?.(name);
  return operation(store, parse(body));
}

function parse(body: string): Input {
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value === 'object' && value !== null) return value as Input;
  } catch {
    // Told below.
  }
  throw new ServiceError('SerializationException', 'The body is not a JSON object.');
}

function send(response: ServerResponse, { status, body }: Answer): void {
  const type = body['__type'];
  response.writeHead(status, {
    'content-type': 'application/x-amz-json-1.1',
    ...(typeof type === 'string' ? { 'x-amzn-errortype': type } : {}),
  });
  response.end(JSON.stringify(body));
}
