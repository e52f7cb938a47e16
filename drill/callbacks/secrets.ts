import { createHash, generateKeyPairSync } from 'node:crypto';
import { NOT_CONFIGURED, formatSignatureSecret } from '../../contracts/signature-secret.ts';
import type { SecretLabel, StoredSecrets } from './vector.ts';

/** Exists in this process only. */
const rsa = (() => {
  let pair: ReturnType<typeof create> | undefined;
  const create = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
  return () => (pair ??= create());
})();

export const rsaPrivateKey = () => rsa().privateKey;

/** What a vector's label stands for. */
export function secretValue(label: SecretLabel, current: string): string {
  switch (label) {
    case 'current':
      return current;
    case 'next':
      return 'the-next-signature-secret-of-32-bytes';
    case 'previous':
      return 'the-former-signature-secret-of-32-bytes';
    case 'unknown':
      return 'an-unknown-signature-secret-of-a-forger';
    case 'placeholder':
      return NOT_CONFIGURED;
    case 'empty':
      return '';
    case 'current-hashed':
      return createHash('sha256').update(current).digest('hex');
    case 'rsa-public-key':
      return rsa().publicKey.export({ type: 'spki', format: 'pem' }).toString();
  }
}

const IN_ROTATION: StoredSecrets = { current: 'current', next: 'next', previous: 'previous' };

/** A region's secret as it is stored: JSON text. */
export function storedSecret(current: string, stored: StoredSecrets = IN_ROTATION): string {
  const valueOf = (name: keyof StoredSecrets): string | null => {
    const label = stored[name];
    return label === undefined ? null : secretValue(label, current);
  };
  return formatSignatureSecret({
    current: valueOf('current'),
    next: valueOf('next'),
    previous: valueOf('previous'),
  });
}
