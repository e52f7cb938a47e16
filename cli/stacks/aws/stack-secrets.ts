import {
  DeleteSecretCommand,
  DescribeSecretCommand,
  InvalidRequestException,
  ListSecretsCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-secrets-manager';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { DescribedSecret } from '../cloud.ts';

/** CloudFormation names the stack in a tag of what it makes; the secret keeps it when the stack is gone. */
const STACK_TAG = 'aws:cloudformation:stack-name';

/**
 * Secrets of a stack that are not deleted. The list may lack what was done in the last five minutes (API_ListSecrets): each
 * one is asked for by itself.
 */
export async function secretsOfStack(
  client: SecretsManagerClient,
  stack: string,
): Promise<readonly string[]> {
  const found: string[] = [];
  let next: string | undefined;
  do {
    const page = await client.send(
      new ListSecretsCommand({
        Filters: [
          { Key: 'tag-key', Values: [STACK_TAG] },
          { Key: 'tag-value', Values: [stack] },
        ],
        NextToken: next,
      }),
    );
    for (const { ARN = '', Tags = [] } of page.SecretList ?? []) {
      // The filter takes a value's beginning for the value.
      const isOwn = Tags.some(({ Key, Value }) => Key === STACK_TAG && Value === stack);
      if (isOwn && !(await isDeleted(client, ARN))) found.push(ARN);
    }
    next = page.NextToken;
  } while (next !== undefined);
  return found;
}

/**
 * Until then it can be restored, and is not paid for.
 * @returns false where it was deleted already
 */
export async function deleteSecret(
  client: SecretsManagerClient,
  SecretId: string,
  RecoveryWindowInDays: number,
): Promise<boolean> {
  try {
    await client.send(new DeleteSecretCommand({ SecretId, RecoveryWindowInDays }));
    return true;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return false;
    // What is scheduled for deletion is refused like this, and not that alone (API_DeleteSecret).
    if (error instanceof InvalidRequestException && (await isDeleted(client, SecretId))) return false;
    throw error;
  }
}

/** Whether it is gone, or scheduled to be: one that can still be restored is described with the day. */
async function isDeleted(client: SecretsManagerClient, SecretId: string): Promise<boolean> {
  try {
    const { DeletedDate } = await client.send(new DescribeSecretCommand({ SecretId }));
    return DeletedDate !== undefined;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return true;
    throw error;
  }
}

/** A secret that the deployment does not own. */
export async function describeSecret(
  client: SecretsManagerClient,
  SecretId: string,
): Promise<DescribedSecret | undefined> {
  try {
    const { DeletedDate, VersionIdsToStages, KmsKeyId } = await client.send(
      new DescribeSecretCommand({ SecretId }),
    );
    return {
      isDeleted: DeletedDate !== undefined,
      hasValue: Object.values(VersionIdsToStages ?? {}).some((labels) => labels.includes('AWSCURRENT')),
      key: KmsKeyId,
    };
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}
