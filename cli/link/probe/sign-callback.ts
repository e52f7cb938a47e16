import { createHash, createHmac, randomUUID } from 'node:crypto';

/** With whose secret, and for which application. */
export interface ProbeSigner {
  readonly apiKey: string;
  readonly applicationId: string;
  readonly signatureSecret: string;
}

/**
 * The bearer token of a signed callback (DOC24 getting-started/concepts/webhooks): HS256, `iat` in seconds, and in
 * `payload_hash` the SHA-256 of a POST's bytes, or of a GET's query as compact JSON (SUP 19033783342876).
 */
export function signCallback(
  { apiKey, applicationId, signatureSecret }: ProbeSigner,
  { url, body }: { readonly url: URL; readonly body?: string | undefined },
  nowMs: number,
): string {
  const payload = body ?? JSON.stringify(Object.fromEntries(url.searchParams));
  const claims = {
    iat: Math.floor(nowMs / 1000),
    jti: randomUUID(),
    iss: 'Vonage',
    payload_hash: createHash('sha256').update(payload).digest('hex'),
    api_key: apiKey,
    application_id: applicationId,
  };
  const signed = `${encoded({ alg: 'HS256', typ: 'JWT' })}.${encoded(claims)}`;
  return `${signed}.${createHmac('sha256', signatureSecret).update(signed).digest('base64url')}`;
}

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
