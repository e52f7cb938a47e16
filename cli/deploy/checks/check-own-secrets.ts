import type { OwnNeeds } from '../../../contracts/own-needs.ts';
import type { DescribedSecret } from '../../stacks/cloud.ts';
import type { Check } from './check.ts';

/**
 * Whether the region has a secret that the call flow reads: it is yours, and no stack creates it.
 * @param found undefined: there is none
 */
export function checkOwnSecret(
  region: string,
  name: string,
  found: DescribedSecret | undefined,
  { permissions }: OwnNeeds,
): Check {
  const check = { where: region, about: 'call flow' } as const;
  const failed = (what: string, whatToDo: string): Check => ({
    state: 'failed',
    ...check,
    found: `the secret ${name} ${what}`,
    whatToDo: `${whatToDo} Callers would hear what the call flow says without it.`,
  });
  const named = `--region ${region} --secret-id ${name}`;
  const value = '--secret-string file://FILE';
  if (found === undefined)
    return failed(
      'does not exist',
      `Create it: aws secretsmanager create-secret --region ${region} --name ${name} ${value}.`,
    );
  if (found.isDeleted)
    return failed('is scheduled to be deleted', `Restore it: aws secretsmanager restore-secret ${named}.`);
  if (!found.hasValue)
    return failed('has no value', `Write one: aws secretsmanager put-secret-value ${named} ${value}.`);
  const decrypts = permissions.some(({ actions }) => actions.includes('kms:Decrypt'));
  if (found.key !== undefined && !decrypts)
    return failed(
      `is encrypted with a key of your own (${found.key}), and the call flow declares no kms:Decrypt`,
      "Declare it in functions/call-flow.ts (declareOwn): { actions: ['kms:Decrypt'], resources: [the key's ARN] }.",
    );
  return { state: 'ok', ...check, found: `the secret ${name} exists` };
}
