import { verifySignature } from '@vonage/jwt';
import type { LiveSecret, LiveSecrets, SecretName } from '../../contracts/signature-secret.ts';
import { matchPayload } from './match-payload.ts';
import type { PayloadMatch } from './match-payload.ts';
import type { RawRequest } from '../raw-request.ts';
import type { SignedToken } from './read-token.ts';
import { refuse } from './refusal.ts';
import type { Refusal, RefusalCode } from './refusal.ts';
import { isMarked } from './synthetic.ts';

/** How old a token may be. Signed callbacks carry no `exp`: freshness is the application's job. */
export const MAX_AGE_S = 300;
/** How far the platform's clock may be ahead of ours. */
export const MAX_FUTURE_S = 30;

/** Whose callbacks are accepted. */
export interface Trust {
  readonly apiKey: string;
  readonly applicationIds: readonly string[];
  readonly secrets: LiveSecrets;
}

export interface VerifiedSource {
  readonly ok: true;
  /** Which of the live secrets signed it; `none` where no signature is asked for. */
  readonly secret: SecretName | 'none';
  readonly payload: PayloadMatch;
  /** It carries the mark of a request that this project has sent to itself. */
  readonly isMarked: boolean;
}

/**
 * Whether Vonage sent exactly this request, for one of our applications, just now.
 * The signature comes first, so that a stranger learns nothing about the other claims.
 */
export function verifySource(
  request: RawRequest,
  token: SignedToken,
  trust: Trust,
  nowMs: number,
): VerifiedSource | Refusal {
  if (trust.secrets.length === 0) return refuse('secret-not-configured');
  const secret = trust.secrets.find((live) => isSignedWith(token.text, live));
  if (secret === undefined) return refuse('signature-mismatch');
  const wrongClaim = checkClaims(token.claims, trust, nowMs);
  if (wrongClaim !== undefined) return refuse(wrongClaim);
  const payload = matchPayload(request, token.claims['payload_hash']);
  if (payload === 'missing') return refuse('payload-hash-missing');
  if (payload === 'mismatch') return refuse('payload-hash-mismatch');
  return { ok: true, secret: secret.name, payload, isMarked: isMarked(request, token.text, secret.value) };
}

/** Compares in constant time. It would throw on an empty secret, which is never a live one. */
const isSignedWith = (token: string, { value }: LiveSecret): boolean => verifySignature(token, value);

/** Which claim is not what the platform would say to us, just now; undefined: none. Believes a token as it stands. */
export function checkClaims(
  claims: Readonly<Record<string, unknown>>,
  { apiKey, applicationIds }: Omit<Trust, 'secrets'>,
  nowMs: number,
): RefusalCode | undefined {
  const { iss, api_key: key, application_id: application, iat } = claims;
  if (iss !== 'Vonage') return 'issuer-unknown';
  if (key !== apiKey) return 'api-key-unknown';
  // Optional by the webhooks guide: absent is accepted, the account's secret has signed the rest.
  if (application !== undefined && !applicationIds.includes(application as string))
    return 'application-unknown';
  if (!Number.isFinite(iat)) return 'issued-at-missing';
  const ageS = nowMs / 1000 - (iat as number);
  if (ageS > MAX_AGE_S) return 'token-expired';
  return ageS < -MAX_FUTURE_S ? 'token-from-the-future' : undefined;
}
