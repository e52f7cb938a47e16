import { randomUUID } from 'node:crypto';
import {
  GetSecretValueCommand,
  InvalidParameterException,
  PutSecretValueCommand,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import { formatSignatureSecret, parseSignatureSecret } from '../../contracts/signature-secret.ts';
import type { SecretsByName } from '../../contracts/signature-secret.ts';
import { lookUntil } from '../kit/look-until.ts';
import { LOOPBACK_CREDENTIALS } from '../kit/loopback-credentials.ts';
import { ChangedMeanwhileError, MalformedSecretError } from './region-secret.ts';
import type { HeldSecrets, RegionSecret } from './region-secret.ts';
import type { SecretLocation } from './secret-location.ts';

/** A read may return the old value for a short time: Secrets Manager does not promise that a write is visible at once. */
const READ_BACK = { times: 10, everyMs: 300 } as const;

/** A region's secret in Secrets Manager; a region that gives no answer within a few seconds is unavailable. */
export function secretInSecretsManager({ region, role, arn, endpoint }: SecretLocation): RegionSecret {
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
    await client
      .send(
        new UpdateSecretVersionStageCommand({
          SecretId: arn,
          VersionStage: 'AWSCURRENT',
          RemoveFromVersionId: from.version,
          MoveToVersionId: version,
        }),
      )
      .catch((error: unknown) => {
        // Also when a first attempt has moved it and its answer was lost: reading back tells.
        if (!(error instanceof InvalidParameterException)) throw error;
      });
    return readBack(from, version);
  };

  const readBack = async (from: HeldSecrets, version: string): Promise<HeldSecrets> => {
    const found = await lookUntil(read, (seen) => seen.version !== from.version, READ_BACK);
    if (found.version === version) return found;
    if (found.version !== from.version) throw new ChangedMeanwhileError();
    throw new Error('Expected to read back the written version, found that the former one is still current.');
  };

  return { region, role, endpoint, read, replace };
}

function parse(text: string): SecretsByName {
  try {
    const live = parseSignatureSecret(text);
    const valueOf = (name: keyof SecretsByName) => live.find((each) => each.name === name)?.value ?? null;
    return { current: valueOf('current'), next: valueOf('next'), previous: valueOf('previous') };
  } catch (error) {
    throw new MalformedSecretError((error as Error).message);
  }
}
