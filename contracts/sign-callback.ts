import { createHash, createHmac } from 'node:crypto';

/** The claims of a signed callback's token. */
export interface CallbackClaims {
  readonly apiKey: string;
  readonly applicationId: string;
  /** Unique to the token. */
  readonly id: string;
  readonly issuedAtMs: number;
  /** Hashed: a POST's body, a GET's query as compact JSON (SUP 19033783342876). */
  readonly payload: string;
}

/** The bearer token of a signed callback, as Vonage creates it: HS256, no `exp` and no `kid` (webhooks guide). */
export function signCallback(
  { apiKey, applicationId, id, issuedAtMs, payload }: CallbackClaims,
  secret: string,
): string {
  const claims = {
    iat: Math.floor(issuedAtMs / 1000),
    jti: id,
    iss: 'Vonage',
    payload_hash: createHash('sha256').update(payload).digest('hex'),
    api_key: apiKey,
    application_id: applicationId,
  };
  const signed = [{ alg: 'HS256', typ: 'JWT' }, claims].map(base64url).join('.');
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}

const base64url = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
