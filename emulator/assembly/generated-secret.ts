import { createHash } from 'node:crypto';
import type { Where } from '../deployment.ts';
import type { KnownProperties, PropertyReader } from './property-reader.ts';

const KNOWN: KnownProperties = {
  emulated: ['ExcludePunctuation', 'PasswordLength'],
  harmless: ['RequireEachIncludedType'],
  onlyOff: [
    'ExcludeCharacters',
    'ExcludeLowercase',
    'ExcludeNumbers',
    'ExcludeUppercase',
    'GenerateStringKey',
    'IncludeSpace',
    'SecretStringTemplate',
  ],
};
/** Secrets Manager's own, where the template names none. */
const DEFAULT_LENGTH = 32;
const MOST = 4096;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/**
 * What Secrets Manager would make up at deployment: letters and digits, other ones for each secret, the same ones for the
 * same secret of the same assembly, as all names are here.
 */
export function generatedSecret(properties: PropertyReader): string {
  properties.refuseUnknown(KNOWN);
  if (!properties.flag('ExcludePunctuation', false))
    throw properties.notEmulated('a generated secret with punctuation', 'Set ExcludePunctuation.');
  const length = properties.optionalNumber('PasswordLength') ?? DEFAULT_LENGTH;
  if (!Number.isInteger(length) || length < 1 || length > MOST)
    throw properties.wrong('PasswordLength', `1 to ${String(MOST)}`, 'Secrets Manager would refuse it.');
  return Array.from({ length }, (_letter, at) => letter(properties.where, at)).join('');
}

function letter({ stack, logicalId }: Where, at: number): string {
  const digest = createHash('sha256')
    .update(`${stack}/${logicalId}/generated/${String(at)}`)
    .digest();
  return ALPHABET.charAt(digest.readUInt32BE(0) % ALPHABET.length);
}
