import type { IncomingHttpHeaders } from 'node:http';
import { ServiceError } from '../../services/json-service-listener.ts';

/** One operation on a function. */
export interface Operation {
  readonly method: 'DELETE' | 'GET' | 'POST' | 'PUT';
  /** Its first group is the function's name. */
  readonly path: RegExp;
  /** @throws ServiceError */
  readonly answer: (call: LambdaCall) => LambdaAnswer | Promise<LambdaAnswer>;
}

export interface LambdaCall {
  readonly functionName: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** `performance.now()`. */
  readonly arrivedAtMs: number;
}

export interface LambdaAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

export const functionNotFound = (name: string): ServiceError =>
  new ServiceError('ResourceNotFoundException', `Function not found: ${name}`);

/** A body as JSON; an empty one is `{}`. @throws ServiceError */
export function parseBody(body: string): unknown {
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

/** The members of a JSON object, none but these. @throws ServiceError */
export function membersOf<const K extends string>(
  body: string,
  known: readonly K[],
): Readonly<Partial<Record<K, unknown>>> {
  const value = parseBody(body);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new ServiceError('InvalidRequestContentException', 'The body is not a JSON object.');
  const unknown = Object.keys(value).find((key) => !known.some((name) => name === key));
  if (unknown === undefined) return value as Partial<Record<K, unknown>>;
  throw new ServiceError('UnknownOperationException', `The emulator does not emulate ${unknown} here.`);
}
