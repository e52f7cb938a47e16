import { hash } from 'node:crypto';
import type { RawRequest } from '../raw-request.ts';

/**
 * How `payload_hash` covers a request's content:
 * - `raw`: SHA-256 of the bytes that were sent.
 * - `compact-json`: SHA-256 of the parsed body, printed without white space, keys in order (SUP 19033783342876). This is as
 *   safe as `raw`: handlers read only the parsed body, and bodies with the same compact form have the same content.
 * - `unverifiable`: a GET, whose hash covers a query whose order API Gateway does not keep; or no signature is required.
 */
export type PayloadMatch = 'raw' | 'compact-json' | 'unverifiable';

/** `mismatch` when neither form was signed. */
export function matchPayload(
  request: RawRequest,
  payloadHash: unknown,
): PayloadMatch | 'missing' | 'mismatch' {
  if (!needsHash(request)) return 'unverifiable';
  if (!isText(payloadHash) || isEmpty(payloadHash)) return 'missing';
  if (isOfBytes(request.body, payloadHash)) return 'raw';
  return isOfCompactJson(request.body, payloadHash) ? 'compact-json' : 'mismatch';
}

// Separate named functions, because drill/callbacks/checks disables one at a time.
const needsHash = ({ method }: RawRequest): boolean => method !== 'GET';
const isText = (payloadHash: unknown): payloadHash is string => typeof payloadHash === 'string';
const isEmpty = (payloadHash: string): boolean => payloadHash === '';
const isOfBytes = (body: Buffer, payloadHash: string): boolean => isHashOf(body, payloadHash);

function isOfCompactJson(body: Buffer, payloadHash: string): boolean {
  const compact = compactJson(body);
  return isJson(compact) && isHashOf(compact, payloadHash);
}

const isJson = (compact: string | undefined): compact is string => compact !== undefined;

/** Accepts hex in either case. The sender knows body and hash, so the comparison need not take constant time. */
const isHashOf = (content: Buffer | string, payloadHash: string): boolean =>
  hash('sha256', content) === payloadHash.toLowerCase();

function compactJson(body: Buffer): string | undefined {
  try {
    return JSON.stringify(JSON.parse(body.toString('utf8')));
  } catch {
    return undefined;
  }
}
