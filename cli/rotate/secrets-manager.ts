import { randomUUID } from 'node:crypto';
import {
  GetSecretValueCommand,
  InvalidParameterException,
  PutSecretValueCommand,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import {
  formatSignatureSecret,
  parseSignatureSecret,
  SECRET_NAMES,
} from '../../contracts/signature-secret.ts';
import type { SecretsByName } from '../../contracts/signature-secret.ts';
import { lookUntil } from '../kit/look-until.ts';
import { LOOPBACK_CREDENTIALS } from '../kit/loopback-credentials.ts';
import { READ_BACK_TIMEOUT } from '../kit/read-back-flag.ts';
import { ChangedMeanwhileError, MalformedSecretError, NotVisibleError } from './region-secret.ts';
import type { HeldSecrets, RegionSecret } from './region-secret.ts';
import type { SecretLocation } from './secret-location.ts';

const EVERY_MS = 300;

/**
 * A region's secret in Secrets Manager; a region that gives no answer within a few seconds is unavailable.
 * @param readBackTimeout for how long to look for what was written: Secrets Manager does not promise that it is visible at once
 */
export function secretInSecretsManager(
  { region, role, arn, endpoint }: SecretLocation,
  readBackTimeout = READ_BACK_TIMEOUT,
): RegionSecret {
  const client = new SecretsManagerClient({
    region,
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 2_000, requestTimeout: 10_000, throwOnRequestTimeout: true },
    ...(endpoint === undefined ? {} : { endpoint, credentials: LOOPBACK_CREDENTIALS }),
  });

  const read = async (): Promise<HeldSecrets> => {
    const found = await client.send(new GetSecretValueCommand({ SecretId: arn }));
    return {
      secrets: parse(found.SecretString ?? ''),
      version: found.VersionId ?? '',
      writtenAtMs: found.CreatedDate?.getTime() ?? NaN,
    };
  };

  /**
   * Writes a version without the current label first, which no function reads; then moves the label to it, away from
   * `from`. AWS refuses if the label is no longer on `from` (API_UpdateSecretVersionStage, RemoveFromVersionId). A plain
   * PutSecretValue would overwrite a concurrent change.
   */
  const replace = async (from: HeldSecrets, secrets: SecretsByName): Promise<HeldSecrets> => {
    const version = randomUUID();
    await client.send(
      new PutSecretValueCommand({
        SecretId: arn,
        SecretString: formatSignatureSecret(secrets),
        ClientRequestToken: version,
        VersionStages: ['AWSPENDING'],
      }),
    );
    const move = new UpdateSecretVersionStageCommand({
      SecretId: arn,
      VersionStage: 'AWSCURRENT',
      RemoveFromVersionId: from.version,
      MoveToVersionId: version,
    });
    const isAcknowledged = await client.send(move).then(
      () => true,
      (error: unknown) => {
        // Also when a first attempt has moved it and its answer was lost: reading back tells.
        if (error instanceof InvalidParameterException) return false;
        throw error;
      },
    );
    const found = await readBack(from);
    if (found instanceof Error) throw found;
    // Whoever wrote it: it is what was to be written.
    if (found.version === version || isEqual(found.secrets, secrets)) return found;
    if (found.version !== from.version) throw new ChangedMeanwhileError();
    const seconds = String(readBackTimeout.ms / 1000);
    if (isAcknowledged)
      throw new NotVisibleError(
        `acknowledged, and not visible within ${seconds} s: an older copy is answered`,
      );
    throw new Error(
      `Expected to read back the written version, found that the former one is still current after ${seconds} s.`,
    );
  };

  /** A read that fails says nothing of the write. */
  const readBack = (from: HeldSecrets): Promise<HeldSecrets | Error> =>
    lookUntil<HeldSecrets | Error>(
      () => read().catch((error: unknown) => error as Error),
      (seen) => !(seen instanceof Error) && seen.version !== from.version,
      { timeoutMs: readBackTimeout.ms, everyMs: EVERY_MS },
    );

  return { region, role, endpoint, read, replace };
}

const isEqual = (a: SecretsByName, b: SecretsByName): boolean =>
  SECRET_NAMES.every((name) => a[name] === b[name]);

function parse(text: string): SecretsByName {
  try {
    const live = parseSignatureSecret(text);
    const valueOf = (name: keyof SecretsByName) => live.find((each) => each.name === name)?.value ?? null;
    return { current: valueOf('current'), next: valueOf('next'), previous: valueOf('previous') };
  } catch (error) {
    throw new MalformedSecretError((error as Error).message);
  }
}
