import { createHash } from 'node:crypto';
import { SECRET_NAMES } from '../../functions/core/signature-secret.ts';
import type { SecretName, SecretsByName } from '../../functions/core/signature-secret.ts';

/** What is shown of a secret: enough to tell two apart, and nothing to sign with. */
export const fingerprint = (secret: string): string =>
  createHash('sha256').update(secret).digest('hex').slice(0, 8);

/** The fingerprint of each secret that is accepted. */
export const fingerprints = (secrets: SecretsByName): Readonly<Partial<Record<SecretName, string>>> =>
  Object.fromEntries(
    SECRET_NAMES.flatMap((name) => {
      const secret = secrets[name];
      return secret === null ? [] : [[name, fingerprint(secret)] as const];
    }),
  );

/** `current 1a2b3c4d, next 5e6f7a8b`. */
export const describeSecrets = (secrets: SecretsByName): string =>
  Object.entries(fingerprints(secrets))
    .map(([name, shown]) => `${name} ${shown}`)
    .join(', ') || 'none yet';
