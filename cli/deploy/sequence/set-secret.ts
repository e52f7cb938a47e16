import type { SourceRules } from '../../../contracts/function-settings.ts';
import type { RegionalOutputs } from '../../../contracts/outputs.ts';
import { describeFingerprint, describeSecrets } from '../../rotate/fingerprint.ts';
import type { Timeout } from '../../kit/read-back-flag.ts';
import { stage } from '../../rotate/steps.ts';
import type { Cloud } from '../../stacks/cloud.ts';
import { isConfigured, withoutSecretInWords } from '../checks/check-secret.ts';

export interface SecretState {
  readonly isConfigured: boolean;
  /** For people. */
  readonly description: string;
}

/**
 * Writes a region's first secret as `npm run rotate -- stage` would, and reads it back. An existing secret is kept.
 * @param secret undefined: none is given
 * @param mayBeNone the placeholder may be left
 * @param mode how Vonage is known: what a region without a secret does depends on it
 * @throws Error if only the placeholder is there and may not be left
 */
export async function setSecret(
  outputs: RegionalOutputs,
  {
    secret,
    mayBeNone,
    mode,
    readBackTimeout,
  }: {
    readonly secret: string | undefined;
    readonly mayBeNone: boolean;
    readonly mode: SourceRules['mode'] | undefined;
    readonly readBackTimeout: Timeout;
  },
  cloud: Cloud,
): Promise<SecretState> {
  const { Region: region, Role: role, SignatureSecretArn: arn } = outputs;
  const regional = cloud.secret({ region, role, arn }, readBackTimeout);
  const held = await regional.read();
  if (isConfigured(held.secrets))
    return { isConfigured: true, description: `${describeSecrets(held.secrets)} is kept` };
  if (secret === undefined && !mayBeNone)
    throw new Error(
      `expected the secret that was there before its stack was deployed, found the placeholder: ${withoutSecretInWords(mode)}. The same command with --secret-file FILE sets it`,
    );
  if (secret === undefined)
    return { isConfigured: false, description: `the placeholder is left: ${withoutSecretInWords(mode)}` };
  const step = stage(held.secrets, secret);
  if (step.kind === 'refused') throw new Error(step.why);
  if (step.kind === 'change') await regional.replace(held, step.after);
  return {
    isConfigured: true,
    description: `the given one is set, and read back (${describeFingerprint(secret)})`,
  };
}
