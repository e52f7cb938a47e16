import { buildToken } from './build-token.ts';
import type { CallbackVector, VectorContext } from './vector.ts';

/** A vector as it goes over the wire. */
export interface CallbackRequest {
  readonly method: string;
  /** As they are sent: names in any case, possibly repeated. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
  /** Without its question mark; may be empty. */
  readonly query: string;
}

/** Valid for every route; no such call exists. */
const ORDINARY = JSON.stringify({
  from: '447700900123',
  to: '442079460000',
  uuid: '5f1c0d8e-0000-4000-8000-000000000000',
  conversation_uuid: 'CON-5f1c0d8e-0000-4000-8000-000000000000',
  timestamp: '2026-01-01T12:00:00.000Z',
});
const ORDINARY_QUERY = new URLSearchParams(JSON.parse(ORDINARY) as Record<string, string>).toString();

/** Signs a vector for a deployment, with the current time. */
export function buildRequest(vector: CallbackVector, context: VectorContext): CallbackRequest {
  const { method = 'POST', headers = [['Authorization', 'Bearer TOKEN']] } = vector;
  const isGet = method === 'GET';
  const body = isGet ? '' : (vector.body ?? ORDINARY);
  const token = buildToken(vector, vector.signedBody ?? body, context);
  const withToken = (text: string): string => text.replaceAll('TOKEN', token);
  return {
    method,
    headers: [
      ['Content-Type', 'application/json'],
      ...headers.map(([name, value]) => [name, withToken(value)] as const),
    ],
    body: Buffer.from(body),
    query: withToken(vector.query ?? (isGet ? ORDINARY_QUERY : '')),
  };
}
