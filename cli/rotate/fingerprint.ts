import { createHash } from 'node:crypto';
import { SECRET_NAMES } from '../../contracts/signature-secret.ts';
import type { SecretName, SecretsByName } from '../../contracts/signature-secret.ts';

/** What is shown of a secret: enough to tell two apart, and nothing to sign with. */
const fingerprint = (secret: string): string => createHash('sha256').update(secret).digest('hex').slice(0, 8);

/** The fingerprint of each secret that is accepted. */
export const fingerprints = (secrets: SecretsByName): Readonly<Partial<Record<SecretName, string>>> =>
  Object.fromEntries(
    SECRET_NAMES.flatMap((name) => {
      const secret = secrets[name];
      return secret === null ? [] : [[name, fingerprint(secret)] as const];
    }),
  );

/** `next (fingerprint 5e6f7a8b)`: never the eight digits alone, which could be taken for the secret. */
export const describeSecret = (name: SecretName, secret: string): string =>
  `${name} (${describeFingerprint(secret)})`;

export const describeFingerprint = (secret: string): string => `fingerprint ${fingerprint(secret)}`;

/** How the operator gets the fingerprint of a secret that they have: for a message that names one. */
export const HOW_TO_COMPARE = 'printf %s "$SECRET" | sha256sum | cut -c1-8';

/** `current (fingerprint 1a2b3c4d), next (fingerprint 5e6f7a8b)`. */
export const describeSecrets = (secrets: SecretsByName): string =>
  SECRET_NAMES.flatMap((name) => {
    const secret = secrets[name];
    return secret === null ? [] : [describeSecret(name, secret)];
  }).join(', ') || 'none yet';
