import { createHash, createHmac, randomUUID } from 'node:crypto';

export interface CallbackTokenInput {
  readonly apiKey: string;
  readonly applicationId: string;
  readonly secret: string;
  /** Raw bytes of the POST that carries it. */
  readonly body: string;
}

/** The bearer token of a signed callback, for trying the emulator out by hand and for warming it. */
export function callbackToken({ apiKey, applicationId, secret, body }: CallbackTokenInput): string {
  const claims = {
    iat: Math.floor(Date.now() / 1000),
    jti: randomUUID(),
    iss: 'Vonage',
    api_key: apiKey,
    application_id: applicationId,
    payload_hash: createHash('sha256').update(body).digest('hex'),
  };
  const signed = [{ alg: 'HS256', typ: 'JWT' }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}
