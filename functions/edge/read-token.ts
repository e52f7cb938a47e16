import type { RawRequest } from './raw-request.ts';
import { refuse } from './refusal.ts';
import type { Refusal } from './refusal.ts';

type JsonObject = Readonly<Record<string, unknown>>;

/** A well-formed HS256 token. Its claims are not to be believed before its signature is. */
export interface SignedToken {
  readonly ok: true;
  readonly text: string;
  readonly claims: JsonObject;
}

const BEARER = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i;

/**
 * Takes the token out of `Authorization: Bearer <JWT>` and pins its algorithm: @vonage/jwt would take RS256 too.
 */
export function readToken(request: RawRequest): SignedToken | Refusal {
  const values = request.header('authorization');
  if (values.length === 0) return refuse('authorization-missing');
  const [value = ''] = values;
  if (values.length > 1 || !/^Bearer /i.test(value)) return refuse('authorization-malformed');
  const text = BEARER.exec(value.trim())?.[1];
  if (text === undefined) return refuse('token-malformed');
  const [header, claims] = text.split('.').slice(0, 2).map(decodePart);
  if (header === undefined || claims === undefined) return refuse('token-malformed');
  return header['alg'] === 'HS256' ? { ok: true, text, claims } : refuse('algorithm-not-allowed');
}

function decodePart(part: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as JsonObject)
      : undefined;
  } catch {
    return undefined;
  }
}
