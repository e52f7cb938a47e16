import type { Ports } from '../ports.ts';
import type { LiveSecrets } from '../../contracts/signature-secret.ts';
import type { Deadline } from '../deadline.ts';
import type { RawRequest } from '../raw-request.ts';
import { readToken } from './read-token.ts';
import type { Refusal } from './refusal.ts';
import { checkClaims, verifySource } from './verify-source.ts';
import type { VerifiedSource } from './verify-source.ts';

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
 * Verifies the source with the secrets that are known, and once more with fresh ones if no known secret fits.
 * What no secret could save is refused without asking for one. In mode `ip` no signature is asked for.
 */
export async function authenticate(
  request: RawRequest,
  { settings, secrets, clock, log }: Ports,
  deadline: Deadline,
): Promise<VerifiedSource | Refusal | GenuineRefusal | SecretsUnavailable> {
  if (settings.source.mode === 'ip') return KNOWN_BY_ADDRESS;
  const token = readToken(request);
  if (!token.ok) return token;
  const verify = (known: LiveSecrets): VerifiedSource | Refusal =>
    verifySource(request, token, { ...settings, secrets: known }, clock.nowMs());

  const known = await deadline.race(secrets.live()).catch((error: unknown) => {
    log({ level: 'error', message: 'no signature secret can be read', error: String(error) });
    return undefined;
  });
  if (known?.inTime !== true) return { ok: false, code: 'secrets-unavailable' };

  const verdict = verify(known.value);
  if (verdict.ok || (verdict.code !== 'signature-mismatch' && verdict.code !== 'secret-not-configured')) {
    return verdict;
  }
  // Who does not even know the account cannot spend what genuine callbacks may need: a fresh secret is asked for rarely.
  if (checkClaims(token.claims, settings, clock.nowMs()) !== undefined) return verdict;
  const fresh = await deadline.race(secrets.refreshed());
  const last = fresh.inTime && fresh.value !== known.value ? verify(fresh.value) : verdict;
  return !last.ok && last.code === 'signature-mismatch' ? { ...last, isGenuine: true } : last;
}
