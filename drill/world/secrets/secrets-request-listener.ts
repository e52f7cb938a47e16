import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { identifyCaller } from './callers.ts';
import { OPERATIONS } from './operations.ts';
import type { SecretStore } from './secret-store.ts';
import { SecretsError } from './secrets-error.ts';

const PREFIX = 'secretsmanager.';

/** The refusals that are told with 403; all others are told with 400. */
const FORBIDDEN: readonly string[] = ['MissingAuthenticationTokenException', 'UnrecognizedClientException'];

export interface SecretsOptions {
  readonly store: SecretStore;
  readonly region: string;
  /** A function has asked for a secret, whatever it was answered. */
  readonly onFunctionRead?: () => void;
}

interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** AWS Secrets Manager's JSON protocol, as far as reading and rotating a secret go. */
export function secretsRequestListener(options: SecretsOptions): RequestListener {
  return (request, response) => {
    answer(options, request).then(
      (found) => send(response, found),
      () => response.destroy(),
    );
  };
}

async function answer(options: SecretsOptions, request: IncomingMessage): Promise<Answer> {
  const body = await text(request);
  try {
    return { status: 200, body: serve(options, request, body) };
  } catch (error) {
    if (!(error instanceof SecretsError)) throw error;
    const { type, message } = error;
    return { status: FORBIDDEN.includes(type) ? 403 : 400, body: { __type: type, Message: message } };
  }
}

function serve(
  { store, region, onFunctionRead }: SecretsOptions,
  request: IncomingMessage,
  body: string,
): Answer['body'] {
  const caller = identifyCaller(request, region);
  const target = String(request.headers['x-amz-target'] ?? '');
  const name = target.startsWith(PREFIX) ? target.slice(PREFIX.length) : '';
  const operation = Object.hasOwn(OPERATIONS, name) ? OPERATIONS[name] : undefined;
  if (!operation) {
    throw new SecretsError(
      'UnknownOperationException',
      `The world does not emulate ${target || 'a request without X-Amz-Target'}.`,
    );
  }
  if (caller === 'function' && name === 'GetSecretValue') onFunctionRead?.();
  return operation(store, parse(body));
}

function parse(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch {
    // Told below.
  }
  throw new SecretsError('SerializationException', 'The body is not a JSON object.');
}

function send(response: ServerResponse, { status, body }: Answer): void {
  const type = body['__type'];
  response.writeHead(status, {
    'content-type': 'application/x-amz-json-1.1',
    ...(typeof type === 'string' ? { 'x-amzn-errortype': type } : {}),
  });
  response.end(JSON.stringify(body));
}
