import { createHash, createHmac } from 'node:crypto';

/** 2026-01-01T12:00:00Z: every test's now. */
export const NOW_MS = Date.UTC(2026, 0, 1, 12);
export const SECRET = 'a-signature-secret-of-32-bytes-or-more';
export const APPLICATION_ID = 'aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab';
export const API_KEY = 'abcd1234';

const sha256 = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex');

const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** The claims of a signed callback, fresh and for us. */
export const claimsFor = (body: string | Buffer = ''): Record<string, unknown> => ({
  iat: NOW_MS / 1000,
  jti: 'c5ba8f24-1a14-4c10-bfdf-3fbe8ce511b5',
  iss: 'Vonage',
  payload_hash: sha256(body),
  api_key: API_KEY,
  application_id: APPLICATION_ID,
});

/** A JWT as the platform makes it; header and secret may be made wrong on purpose. */
export function signToken(
  claims: Readonly<Record<string, unknown>>,
  secret: string = SECRET,
  header: Readonly<Record<string, unknown>> = { alg: 'HS256', typ: 'JWT' },
): string {
  const content = `${base64url(header)}.${base64url(claims)}`;
  return `${content}.${createHmac('sha256', secret).update(content).digest('base64url')}`;
}
