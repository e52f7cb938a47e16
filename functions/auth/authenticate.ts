import { verifySignature } from '@vonage/jwt';
import type { LiveSecret, LiveSecrets, SecretName } from '../../contracts/signature-secret.ts';
import type { FunctionSettings } from '../../contracts/settings.ts';
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
  /** Which of the live secrets signed it; `none` where no signature is asked for. */
  readonly secret: SecretName | 'none';
  readonly payload: PayloadMatch;
  /** It carries the mark of a request that this project has sent to itself. */
  readonly isMarked: boolean;
}

/** Nothing could be verified: the store is away (or slower than the deadline) and no secret is known. */
export interface SecretsUnavailable {
  readonly ok: false;
  readonly code: 'secrets-unavailable';
}

/** Its signature fits no secret, and yet it names our account and application, just now: most likely it is Vonage's. */
export interface GenuineRefusal extends Refusal {
  readonly isGenuine: true;
}

/** The gateway has refused every other address; nothing says that the body is what was sent. */
const KNOWN_BY_ADDRESS: VerifiedSource = {
  ok: true,
  secret: 'none',
  payload: 'unverifiable',
  isMarked: false,
};

/**
 * Who sent this? In this order: the address, where that is all that is asked for; the token; then what the token says and
 * vouches for (verifySource), with the secrets that are known, and once more with fresh ones if no known secret fits. What no
 * secret could save is refused without asking for one.
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
  // Who does not even know the account cannot spend what genuine callbacks may need: a fresh secret is asked for rarely.
  if (!isForUs(token, settings, clock.nowMs())) return verdict;
  const fresh = await deadline.race(secrets.refreshed());
  const last = areFresh(fresh, known.value) ? verify(fresh.value) : verdict;
  return !last.ok && last.code === 'signature-mismatch' ? { ...last, isGenuine: true } : last;
}

/** Whose callbacks are accepted. */
export interface Trust extends Recipient {
  readonly secrets: LiveSecrets;
}

/**
 * Whether Vonage sent exactly this request, for one of our applications, just now: signature, claims, payload hash. The
 * signature comes first, so that a stranger learns nothing about the other claims.
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

// Each check has a name of its own: drill/callbacks/checks takes one out at a time.
type Verdict = VerifiedSource | Refusal;
type Known = InTime<LiveSecrets>;

const isKnownByAddress = (mode: FunctionSettings['source']['mode']): boolean => mode === 'ip';
const isToken = (token: SignedToken | Refusal): token is SignedToken => token.ok;
const areKnown = (secrets: Known | Late | undefined): secrets is Known => secrets?.inTime === true;

const isConfigured = (secrets: LiveSecrets): boolean => secrets.length > 0;
/** Compares in constant time. It would throw on an empty secret, which is never a live one. */
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
