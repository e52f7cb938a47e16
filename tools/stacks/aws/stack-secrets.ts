import {
  DeleteSecretCommand,
  ListSecretsCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-secrets-manager';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

/** CloudFormation names the stack in a tag of what it makes; the secret keeps it when the stack is gone. */
const STACK_TAG = 'aws:cloudformation:stack-name';

/** Secrets of a stack that are not deleted: those are listed only when they are asked for. */
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
      if (Tags.some(({ Key, Value }) => Key === STACK_TAG && Value === stack)) found.push(ARN);
    }
    next = page.NextToken;
  } while (next !== undefined);
  return found;
}

/** Until then it can be restored, and is not paid for. One that is gone already is no problem. */
export async function deleteSecret(
  client: SecretsManagerClient,
  SecretId: string,
  RecoveryWindowInDays: number,
): Promise<void> {
  try {
    await client.send(new DeleteSecretCommand({ SecretId, RecoveryWindowInDays }));
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
  }
}
