import { createHmac, hash } from 'node:crypto';
import { pairsOf } from './encode-query.ts';

export interface Signer {
  readonly apiKey: string;
  readonly applicationId: string;
  readonly signatureSecret: string;
}

const base64url = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const HEADER = base64url({ alg: 'HS256', typ: 'JWT' });

const sha256 = (text: string): string => hash('sha256', text);

/** POST: SHA-256 of the raw body. GET: of the query as compact JSON, values as strings (SUP 19033783342876). */
export function payloadHash(url: string, body: string | undefined): string {
  return sha256(body ?? JSON.stringify(Object.fromEntries(pairsOf(url))));
}

/** A signed callback's token (DOC24 getting-started/concepts/webhooks): HS256, no exp, no kid. */
export function signCallback(
  { apiKey, applicationId, signatureSecret }: Signer,
  claims: { readonly issuedAtSeconds: number; readonly jti: string; readonly payloadHash: string },
): string {
  const payload = base64url({
    iat: claims.issuedAtSeconds,
    jti: claims.jti,
    iss: 'Vonage',
    payload_hash: claims.payloadHash,
    api_key: apiKey,
    application_id: applicationId,
  });
  const signature = createHmac('sha256', signatureSecret).update(`${HEADER}.${payload}`).digest('base64url');
  return `${HEADER}.${payload}.${signature}`;
}
