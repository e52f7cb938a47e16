import type { SourceRules } from '../../../contracts/function-settings.ts';
import type { SecretsByName } from '../../../contracts/signature-secret.ts';
import { SECRET_NAMES } from '../../../contracts/signature-secret.ts';
import { describeFingerprint, describeSecrets } from '../../rotate/fingerprint.ts';
import type { Check } from './check.ts';
import { npmRun } from '../../kit/npm-run.ts';

/** What the command line says about the secret. */
export interface GivenSecret {
  /** Undefined: none is given. */
  readonly secret: string | undefined;
  readonly withoutSecret: boolean;
}

export const isConfigured = ({ current, next }: SecretsByName): boolean => current !== null || next !== null;

/** What a region with the placeholder does: with addresses alone it needs the secret for the state of a call only. */
export const withoutSecretInWords = (mode: SourceRules['mode'] | undefined): string =>
  mode === 'ip'
    ? 'callers get the person in place of a question, because no step of a call flow can follow'
    : 'every callback is refused';

/**
 * Whether the region will be able to verify Vonage's signatures, and to seal the state of a call.
 * @param held undefined: there is no stack yet, and so no secret
 */
export function checkSecret(
  region: string,
  held: SecretsByName | undefined,
  { secret, withoutSecret }: GivenSecret,
  mode: SourceRules['mode'] | undefined,
): Check {
  const check = { where: region, about: 'secret' } as const;
  if (held !== undefined && isConfigured(held)) {
    const shown = describeSecrets(held);
    const isAnother = secret !== undefined && SECRET_NAMES.every((name) => held[name] !== secret);
    return isAnother
      ? {
          state: 'warning',
          ...check,
          found: `${shown} exists and is kept; another secret is given (${describeFingerprint(secret)})`,
          whatToDo: `To accept the given secret too, afterwards: ${npmRun('rotate stage')}.`,
        }
      : { state: 'ok', ...check, found: `${shown} exists and is kept` };
  }
  if (secret !== undefined)
    return {
      state: 'ok',
      ...check,
      found: `none yet; the given one is set (${describeFingerprint(secret)})`,
    };
  if (withoutSecret)
    return {
      state: 'warning',
      ...check,
      found: 'none yet, and none is given',
      whatToDo: `Until ${npmRun('rotate stage', '--apply')} ${withoutSecretInWords(mode)} in this region.`,
    };
  return {
    state: 'failed',
    ...check,
    found: 'none yet, and none is given',
    whatToDo: `Name the file of the account's signature secret (Vonage dashboard, API settings) with --secret-file FILE; or --without-secret, and ${withoutSecretInWords(mode)} until ${npmRun('rotate stage', '--apply')}.`,
  };
}
