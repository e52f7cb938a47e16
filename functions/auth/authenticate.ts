import { verifySignature } from '@vonage/jwt';
import type { LiveSecret, LiveSecrets, SecretName } from '../../contracts/signature-secret.ts';
import type { FunctionSettings } from '../../contracts/function-settings.ts';
import type { Deadline, InTime, Late } from '../deadline.ts';
import type { Ports } from '../ports.ts';
import type { RawRequest } from '../raw-request.ts';
import { checkClaims } from './check-claims.ts';
import type { Recipient } from './check-claims.ts';
import { matchPayload } from './match-payload.ts';
import type { PayloadMatch } from './match-payload.ts';
import { readToken } from './read-token.ts';
import type { SignedToken } from './read-token.ts';
import { refuse } from './refusal.ts';
import type { Refusal, RefusalCode } from './refusal.ts';
import { isMarked } from './synthetic.ts';

export interface VerifiedSource {
  readonly ok: true;
  /** The live secret that signed the request; `none` where no signature is required. */
  readonly secret: SecretName | 'none';
  readonly payload: PayloadMatch;
  /** The request carries the mark of this project's own checks. */
  readonly isMarked: boolean;
}

/** The signature could not be checked: no secret is known, and the store is unreachable or slower than the deadline. */
export interface SecretsUnavailable {
  readonly ok: false;
  readonly code: 'secrets-unavailable';
}

/** The signature matches no secret, but account, application and time are right: most likely Vonage sent the request. */
export interface GenuineRefusal extends Refusal {
  readonly isGenuine: true;
}

/** API Gateway has refused all addresses outside the ranges; the integrity of the body is not verified. */
const KNOWN_BY_ADDRESS: VerifiedSource = {
  ok: true,
  secret: 'none',
  payload: 'unverifiable',
  isMarked: false,
};

/**
 * Verifies the sender of a request. Where the settings require only an address, API Gateway has checked it. Otherwise the
 * token is read and verified (verifySource) with the known secrets, and once more with fresh ones if no known secret matches.
 * A request that no secret could make valid is refused without asking the secret store.
 */
export async function authenticate(
  request: RawRequest,
  { settings, secrets, clock, log }: Ports,
  deadline: Deadline,
): Promise<VerifiedSource | Refusal | GenuineRefusal | SecretsUnavailable> {
  if (isKnownByAddress(settings.source.mode)) return KNOWN_BY_ADDRESS;

  const token = readToken(request);
  if (!isToken(token)) return token;

  const known = await deadline.race(secrets.live()).catch((error: unknown) => {
    log({ level: 'error', message: 'no signature secret can be read', error: String(error) });
    return undefined;
  });
  if (!areKnown(known)) return { ok: false, code: 'secrets-unavailable' };
  const verify = (live: LiveSecrets): VerifiedSource | Refusal =>
    verifySource(request, token, { ...settings, secrets: live }, clock.nowMs());
  const verdict = verify(known.value);

  if (!mayFreshSecretsFit(verdict)) return verdict;
  // Refreshes are rare. Senders that do not know the account must not use up the one that genuine callbacks may need.
  if (!isForUs(token, settings, clock.nowMs())) return verdict;
  const fresh = await deadline.race(secrets.refreshed());
  const last = areFresh(fresh, known.value) ? verify(fresh.value) : verdict;
  return !last.ok && last.code === 'signature-mismatch' ? { ...last, isGenuine: true } : last;
}

/** The recipients and secrets whose callbacks are accepted. */
export interface Trust extends Recipient {
  readonly secrets: LiveSecrets;
}

/**
 * Verifies that Vonage sent exactly this request, to one of our applications, at this time: signature, claims, payload hash.
 * The signature is checked first, so that unauthenticated callers learn nothing about the other checks.
 */
export function verifySource(
  request: RawRequest,
  token: SignedToken,
  trust: Trust,
  nowMs: number,
): VerifiedSource | Refusal {
  if (!isConfigured(trust.secrets)) return refuse('secret-not-configured');
  const secret = signerOf(token, trust.secrets);
  if (secret === undefined) return refuse('signature-mismatch');

  const wrongClaim = checkClaims(token.claims, trust, nowMs);
  if (wrongClaim !== undefined) return refuse(wrongClaim);

  const payload = matchPayload(request, token.claims['payload_hash']);
  if (isMissing(payload)) return refuse('payload-hash-missing');
  if (isMismatch(payload)) return refuse('payload-hash-mismatch');

  return { ok: true, secret: secret.name, payload, isMarked: isMarked(request, token.text, secret.value) };
}

// Separate named functions, because drill/callbacks/checks disables one at a time.
type Verdict = VerifiedSource | Refusal;
type Known = InTime<LiveSecrets>;

const isKnownByAddress = (mode: FunctionSettings['source']['mode']): boolean => mode === 'ip';
const isToken = (token: SignedToken | Refusal): token is SignedToken => token.ok;
const areKnown = (secrets: Known | Late | undefined): secrets is Known => secrets?.inTime === true;

const isConfigured = (secrets: LiveSecrets): boolean => secrets.length > 0;
/** Compares in constant time. It would throw on an empty secret, but a live secret is never empty. */
const signerOf = ({ text }: SignedToken, secrets: LiveSecrets): LiveSecret | undefined =>
  secrets.find(({ value }) => verifySignature(text, value));
const isMissing = (payload: PayloadMatch | 'missing' | 'mismatch'): payload is 'missing' =>
  payload === 'missing';
const isMismatch = (payload: PayloadMatch | 'mismatch'): payload is 'mismatch' => payload === 'mismatch';

const mayFreshSecretsFit = (verdict: Verdict): boolean => isOfUnknownSecret(verdict) || isAtNewStack(verdict);
const isOfUnknownSecret = (verdict: Verdict): boolean => codeOf(verdict) === 'signature-mismatch';
const isAtNewStack = (verdict: Verdict): boolean => codeOf(verdict) === 'secret-not-configured';
const codeOf = (verdict: Verdict): RefusalCode | undefined => (verdict.ok ? undefined : verdict.code);
const isForUs = ({ claims }: SignedToken, recipient: Recipient, nowMs: number): boolean =>
  checkClaims(claims, recipient, nowMs) === undefined;
const areFresh = (secrets: Known | Late, known: LiveSecrets): secrets is Known =>
  secrets.inTime && secrets.value !== known;
