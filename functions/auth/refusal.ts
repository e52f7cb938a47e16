/** Why a sender was refused. The code is logged and returned to the sender without detail. */
export const REFUSAL_CODES = [
  /** No `Authorization` header. */
  'authorization-missing',
  /** Not `Bearer <token>`, or more than one header. */
  'authorization-malformed',
  /** Not three parts of base64url with JSON objects in the first two, or too long. */
  'token-malformed',
  /** Anything but HS256: RS256, `none`, … */
  'algorithm-not-allowed',
  /** The header has a `crit`: it names extensions that must be supported, and none is. */
  'extension-unknown',
  /** Matches no live secret (or the token's own `exp` or `nbf`, which Vonage does not send, forbids it). */
  'signature-mismatch',
  /** `iss` is not `Vonage`. */
  'issuer-unknown',
  'api-key-unknown',
  /** `application_id` is present but not one of ours. */
  'application-unknown',
  /** No numeric `iat`. */
  'issued-at-missing',
  'token-expired',
  'token-from-the-future',
  /** The request has a body, but its token has no hash of it. */
  'payload-hash-missing',
  'payload-hash-mismatch',
  /** The stack still holds the placeholder instead of Vonage's secret. */
  'secret-not-configured',
] as const;

export type RefusalCode = (typeof REFUSAL_CODES)[number];

export interface Refusal {
  readonly ok: false;
  readonly code: RefusalCode;
}

export const refuse = (code: RefusalCode): Refusal => ({ ok: false, code });
