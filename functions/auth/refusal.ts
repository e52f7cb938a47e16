/** Why a source was refused. Told to the sender as a bare code, and logged. */
export type RefusalCode =
  /** No `Authorization` header. */
  | 'authorization-missing'
  /** Not `Bearer <token>`, or more than one header. */
  | 'authorization-malformed'
  /** Not three parts of base64url with JSON objects in the first two, or too long. */
  | 'token-malformed'
  /** Anything but HS256: RS256, `none`, … */
  | 'algorithm-not-allowed'
  /** The header has a `crit`: an extension that must be understood, and none is. */
  | 'extension-unknown'
  /** Matches no live secret (or the token's own `exp` or `nbf`, which Vonage does not send, forbids it). */
  | 'signature-mismatch'
  /** `iss` is not `Vonage`. */
  | 'issuer-unknown'
  | 'api-key-unknown'
  /** `application_id` is there and is none of ours. */
  | 'application-unknown'
  /** No numeric `iat`. */
  | 'issued-at-missing'
  | 'token-expired'
  | 'token-from-the-future'
  /** A request with a body that the token does not vouch for. */
  | 'payload-hash-missing'
  | 'payload-hash-mismatch'
  /** The stack still holds the placeholder instead of Vonage's secret. */
  | 'secret-not-configured';

export interface Refusal {
  readonly ok: false;
  readonly code: RefusalCode;
}

export const refuse = (code: RefusalCode): Refusal => ({ ok: false, code });
