import type { Clock } from '../../contracts/clock.ts';
import type { Log, SignatureSecrets } from '../ports.ts';
import { createCachedSecret } from './cached-secret.ts';
import type { LoadSignatureSecret } from './load-signature-secret.ts';

/** The account's signature secrets, kept in memory. */
export function createSignatureSecrets(load: LoadSignatureSecret, clock: Clock, log: Log): SignatureSecrets {
  const { live, refreshed } = createCachedSecret(load, 'the signature secret', clock, log);
  return { live, refreshed: async () => (await refreshed()) ?? [] };
}
