import type { WallClock } from '../../contracts/clock.ts';
import { parseSignatureSecret } from '../../contracts/signature-secret.ts';
import type { LiveSecrets } from '../../contracts/signature-secret.ts';
import type { SecretsManagerAccess } from './environment.ts';
import { createLoadSecret } from './load-secret.ts';

/** Reads the region's secret once; rejects when the store is unreachable, refuses, or holds a malformed secret. */
export type LoadSignatureSecret = (signal: AbortSignal) => Promise<LiveSecrets>;

export const createLoadSignatureSecret = (
  access: SecretsManagerAccess,
  clock: WallClock,
): LoadSignatureSecret => {
  const load = createLoadSecret(access, clock);
  return async (signal) => parseSignatureSecret(await load(access.secretId, signal));
};
