import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { RegionalOutputs } from '../../../contracts/outputs.ts';
import { askedOf } from '../../kit/asked-of.ts';
import { LOOPBACK_CREDENTIALS } from '../../kit/loopback-credentials.ts';
import { secretLocation } from '../../rotate/secret-location.ts';
import { notCheckedUnless } from './not-checked-unless.ts';

/** A secret that the call flow declares, in one region. */
export interface OwnSecret {
  readonly region: string;
  readonly name: string;
  /** Why the call flow could not read it there; undefined: it could. @throws NotCheckedError */
  readonly problem: () => Promise<string | undefined>;
}

/** By the name of Secrets Manager's refusal. */
const PROBLEMS: Readonly<Record<string, string>> = {
  ResourceNotFoundException: 'does not exist',
  InvalidRequestException: 'is scheduled to be deleted',
};

export function ownSecretsIn(outputs: RegionalOutputs): readonly OwnSecret[] {
  const { CallFlowSecrets: names } = outputs;
  if (names === undefined) return [];
  const { region, endpoint } = secretLocation(outputs);
  const client = new SecretsManagerClient({
    region,
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 2_000, requestTimeout: 10_000, throwOnRequestTimeout: true },
    ...(endpoint === undefined ? {} : { endpoint, credentials: LOOPBACK_CREDENTIALS }),
  });
  const problemOf = async (name: string): Promise<string | undefined> => {
    try {
      const { SecretString: text } = await client.send(new GetSecretValueCommand({ SecretId: name }));
      return text === undefined ? 'is no text' : undefined;
    } catch (error) {
      const known = PROBLEMS[(error as Error).name];
      if (known === undefined) throw error;
      return known;
    }
  };
  const asked = askedOf({ region, endpoint });
  return names.split(' ').map((name) => ({
    region,
    name,
    problem: () => notCheckedUnless(`secretsmanager:GetSecretValue of ${name}`, problemOf(name), asked),
  }));
}
