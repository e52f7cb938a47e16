import type { RawRequest } from '../raw-request.ts';
import { refuse } from './refusal.ts';
import type { Refusal } from './refusal.ts';

type JsonObject = Readonly<Record<string, unknown>>;

/** A well-formed HS256 token. Its claims must not be used before its signature is verified. */
export interface SignedToken {
  readonly ok: true;
  readonly text: string;
  readonly claims: JsonObject;
}

const BEARER = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i;
/** A signed callback's token has about 400. The limit saves hashing long forgeries. */
const MAX_TOKEN_CHARACTERS = 4096;

/**
 * Reads the token of `Authorization: Bearer <JWT>` and accepts only HS256, because @vonage/jwt would accept RS256 too. Every
 * `crit` is refused, because no extension is supported (RFC 7515, 4.1.11). Only the canonical encoding is accepted: base64url
 * without padding and without unused bits. Of a repeated name the last value counts (RFC 7519, 4).
 */
export function readToken(request: RawRequest): SignedToken | Refusal {
  const values = request.header('authorization');
  if (!isThere(values)) return refuse('authorization-missing');
  const [value = ''] = values;
  if (!isAlone(values) || !isBearer(value)) return refuse('authorization-malformed');
  const text = tokenIn(value);
  if (text === undefined || isTooLong(text)) return refuse('token-malformed');
  const parts = text.split('.');
  if (!parts.every(isCanonical)) return refuse('token-malformed');
  const [header, claims] = parts.slice(0, 2).map(decodePart);
  if (!isRead(header) || !isRead(claims)) return refuse('token-malformed');
  if (!isHs256(header)) return refuse('algorithm-not-allowed');
  return hasCrit(header) ? refuse('extension-unknown') : { ok: true, text, claims };
}

// Separate named functions, because drill/callbacks/checks disables one at a time.
const isThere = (values: readonly string[]): boolean => values.length > 0;
const isAlone = (values: readonly string[]): boolean => values.length <= 1;
const isBearer = (value: string): boolean => /^Bearer /i.test(value);
const tokenIn = (value: string): string | undefined => BEARER.exec(value)?.[1];
const isTooLong = (text: string): boolean => text.length > MAX_TOKEN_CHARACTERS;
const isCanonical = (part: string): boolean => Buffer.from(part, 'base64url').toString('base64url') === part;

const isRead = (part: JsonObject | undefined): part is JsonObject => part !== undefined;
const isHs256 = (header: JsonObject): boolean => header['alg'] === 'HS256';
const hasCrit = (header: JsonObject): boolean => 'crit' in header;

function decodePart(part: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return isOfMembers(value) && !isNull(value) && !isList(value) ? (value as JsonObject) : undefined;
  } catch {
    return undefined;
  }
}

const isOfMembers = (value: unknown): boolean => typeof value === 'object';
const isNull = (value: unknown): boolean => value === null;
const isList = (value: unknown): boolean => Array.isArray(value);
