import { createHash, timingSafeEqual } from 'node:crypto';
import type { RawRequest } from './raw-request.ts';

/**
 * How a request's content is vouched for by `payload_hash`:
 * - `raw`: SHA-256 of the bytes that were sent.
 * - `compact-json`: SHA-256 of the parsed body, printed without white space, keys in order (SUP 19033783342876). It
 *   weakens nothing: handlers read only the parsed body, and two bodies with the same print are the same statement.
 * - `unverifiable`: a GET; the hash covers a query whose order API Gateway does not keep.
 */
export type PayloadMatch = 'raw' | 'compact-json' | 'unverifiable';

/** Compares in constant time; `mismatch` when neither form is the one that was signed. */
export function matchPayload(
  request: RawRequest,
  payloadHash: unknown,
): PayloadMatch | 'missing' | 'mismatch' {
  if (request.method === 'GET') return 'unverifiable';
  if (typeof payloadHash !== 'string' || payloadHash === '') return 'missing';
  if (isHashOf(request.body, payloadHash)) return 'raw';
  const compact = compactJson(request.body);
  return compact !== undefined && isHashOf(compact, payloadHash) ? 'compact-json' : 'mismatch';
}

function isHashOf(content: Buffer | string, payloadHash: string): boolean {
  const expected = createHash('sha256').update(content).digest();
  const claimed = Buffer.from(payloadHash, 'hex');
  return (
    payloadHash.length === 64 && claimed.length === expected.length && timingSafeEqual(claimed, expected)
  );
}

function compactJson(body: Buffer): string | undefined {
  try {
    return JSON.stringify(JSON.parse(body.toString('utf8')));
  } catch {
    return undefined;
  }
}
