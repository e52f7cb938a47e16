import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { FAKE_CREDENTIALS } from '../lambda/function-variables.ts';

/** A client from outside the emulator: the key of the commands in cli/, which needs no session. */
const OPERATOR_KEY_ID = 'AKIDLOOPBACK';

/**
 * Who asks. The key, its scope and the session token must be right; the signature's value itself is not computed again.
 * @throws ServiceError
 */
export function identifyCaller(
  request: IncomingMessage,
  { service, region }: { readonly service: string; readonly region: string },
): 'function' | 'operator' {
  const authorization = request.headers.authorization ?? '';
  if (!authorization.startsWith('AWS4-HMAC-SHA256 '))
    throw new ServiceError('MissingAuthenticationTokenException', 'Missing Authentication Token');
  const [keyId, , scopeRegion, scopeService] = (/Credential=([^,\s]+)/.exec(authorization)?.[1] ?? '').split(
    '/',
  );
  const isOperator = keyId === OPERATOR_KEY_ID;
  if (!isOperator && keyId !== FAKE_CREDENTIALS.AWS_ACCESS_KEY_ID)
    throw unrecognized('The security token included in the request is invalid.');
  if (!isOperator && request.headers['x-amz-security-token'] !== FAKE_CREDENTIALS.AWS_SESSION_TOKEN)
    throw unrecognized('The session token of the credentials was not sent.');
  if (scopeRegion !== region || scopeService !== service) {
    throw new ServiceError(
      'InvalidSignatureException',
      `Credential should be scoped to ${region}/${service}, not to ${scopeRegion}/${scopeService}.`,
    );
  }
  return isOperator ? 'operator' : 'function';
}

const unrecognized = (message: string): ServiceError =>
  new ServiceError('UnrecognizedClientException', message);

/** A refusal of an AWS service, by the name that its clients know. */
export class ServiceError extends Error {
  readonly type: string;

  constructor(type: string, message: string) {
    super(message);
    this.type = type;
  }
}

export type Input = Readonly<Record<string, unknown>>;

/** By the last part of `X-Amz-Target`. */
export type Operations<Store> = Readonly<
  Record<string, (store: Store, input: Input) => Readonly<Record<string, unknown>>>
>;

/** Refusals with status 403; all others have 400. */
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
  readonly onFunctionAsks?: (operation: string, input: Input) => void;
  /** A function never gets an answer to this. */
  readonly keepsWaiting?: (operation: string, input: Input) => boolean;
}

interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** An AWS service that speaks JSON 1.1, as far as its operations go. */
export function jsonServiceListener<Store>(service: JsonService<Store>): RequestListener {
  return (request, response) => {
    answer(service, request).then(
      (found) => {
        if (found !== undefined) send(response, found);
      },
      () => response.destroy(),
    );
  };
}

/** Undefined: never. */
async function answer<Store>(
  service: JsonService<Store>,
  request: IncomingMessage,
): Promise<Answer | undefined> {
  const body = await text(request);
  try {
    const served = serve(service, request, body);
    return served && { status: 200, body: served };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const { type, message } = error;
    return { status: FORBIDDEN.includes(type) ? 403 : 400, body: { __type: type, message } };
  }
}

function serve<Store>(
  service: JsonService<Store>,
  request: IncomingMessage,
  body: string,
): Answer['body'] | undefined {
  const { prefix, operations, store, onFunctionAsks, keepsWaiting } = service;
  const caller = identifyCaller(request, service);
  const target = String(request.headers['x-amz-target'] ?? '');
  const name = target.startsWith(prefix) ? target.slice(prefix.length) : '';
  const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
  if (!operation) {
    throw new ServiceError(
      'UnknownOperationException',
      `The emulator does not emulate ${target || 'a request without X-Amz-Target'}.`,
    );
  }
  const input = parse(body);
  if (caller === 'function') {
    onFunctionAsks?.(name, input);
    if (keepsWaiting?.(name, input) === true) return undefined;
  }
  return operation(store, input);
}

function parse(body: string): Input {
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value === 'object' && value !== null) return value as Input;
  } catch {
    // Reported below.
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

/** Members of a request that are texts where they are given. @throws ServiceError */
export function textsOf<const K extends string>(
  input: Input,
  keys: readonly K[],
): Readonly<Partial<Record<K, string>>> {
  const wrong = keys.find((key) => input[key] !== undefined && typeof input[key] !== 'string');
  if (wrong !== undefined) throw new ServiceError('SerializationException', `${wrong} must be a text.`);
  return input as Partial<Record<K, string>>;
}
