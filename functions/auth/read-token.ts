import type { RawRequest } from '../raw-request.ts';
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
/** A signed callback's token has about 400; what is longer is not worth hashing. */
export const MAX_TOKEN_CHARACTERS = 4096;

/**
 * Takes the token out of `Authorization: Bearer <JWT>` and pins its algorithm: @vonage/jwt would take RS256 too. No `crit`
 * is understood, so each is refused (RFC 7515, 4.1.11). A token has one spelling: base64url without padding, and no bits
 * that decode to nothing. Of a name that comes twice the last value counts (RFC 7519, 4).
 */
export function readToken(request: RawRequest): SignedToken | Refusal {
  const values = request.header('authorization');
  if (values.length === 0) return refuse('authorization-missing');
  const [value = ''] = values;
  if (values.length > 1 || !/^Bearer /i.test(value)) return refuse('authorization-malformed');
  const text = BEARER.exec(value)?.[1];
  if (text === undefined || text.length > MAX_TOKEN_CHARACTERS) return refuse('token-malformed');
  const parts = text.split('.');
  if (!parts.every(isCanonical)) return refuse('token-malformed');
  const [header, claims] = parts.slice(0, 2).map(decodePart);
  if (header === undefined || claims === undefined) return refuse('token-malformed');
  if (header['alg'] !== 'HS256') return refuse('algorithm-not-allowed');
  return 'crit' in header ? refuse('extension-unknown') : { ok: true, text, claims };
}

const isCanonical = (part: string): boolean => Buffer.from(part, 'base64url').toString('base64url') === part;

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
