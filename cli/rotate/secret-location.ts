import type { RegionalOutputs } from '../../contracts/outputs.ts';
import { CommandError } from '../kit/command-error.ts';

/** Where a region's secret is. */
export interface SecretLocation {
  readonly region: string;
  readonly role: RegionalOutputs['Role'];
  readonly arn: string;
  /** Only for an emulator on loopback: secrets are sent nowhere else than to AWS. */
  readonly endpoint?: string;
}

/** Reads the outputs that name the secret. @throws CommandError */
export function secretLocation({
  Region: region,
  Role: role,
  SignatureSecretArn: arn,
  SecretsManagerUrl: url,
}: RegionalOutputs): SecretLocation {
  const [, arnRegion] =
    /^arn:aws[a-z-]*:secretsmanager:([a-z0-9-]+):\d{12}:secret:[\w/+=.@-]+$/.exec(arn) ?? [];
  if (arnRegion !== region) {
    throw new CommandError(
      `Expected SignatureSecretArn in the outputs to name a secret in ${region}, found "${arn}". Deploy again with --outputs-file.`,
    );
  }
  if (url === `https://secretsmanager.${region}.amazonaws.com`) return { region, role, arn };
  if (/^http:\/\/127\.0\.0\.1:\d{1,5}$/.test(url)) return { region, role, arn, endpoint: url };
  throw new CommandError(
    `Expected SecretsManagerUrl in the outputs to be https://secretsmanager.${region}.amazonaws.com, or http://127.0.0.1:<port> of a running local system; found "${url}". Deploy again with --outputs-file.`,
  );
}
