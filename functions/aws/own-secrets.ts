import type { Clock } from '../../contracts/clock.ts';
import type { CachedSecret, Log, OwnSecrets } from '../ports.ts';
import { createCachedSecret } from './cached-secret.ts';
import type { LoadSecret } from './load-secret.ts';

/** The secrets of the call flow's own, kept in memory. */
export function createOwnSecrets(load: LoadSecret, clock: Clock, log: Log): OwnSecrets {
  const cached = new Map<string, CachedSecret<string>>();
  return (secretId) => {
    const known =
      cached.get(secretId) ??
      createCachedSecret((signal) => load(secretId, signal), `the secret ${secretId}`, clock, log);
    cached.set(secretId, known);
    return known;
  };
}
