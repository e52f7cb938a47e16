import type { AssemblyStack } from '../../stacks/assembly.ts';
import type { Identity } from '../../stacks/cloud.ts';
import type { Check } from './check.ts';

/** Whose account it is: the one that the stacks are meant for, and the same in each region. */
export function checkAccount(
  { region, account }: AssemblyStack,
  { account: found, arn }: Identity,
  first: string,
): Check {
  const about = 'account';
  if (account !== undefined && account !== found)
    return {
      state: 'failed',
      where: region,
      about,
      found: `${found}; the stack is meant for ${account}`,
      whatToDo: 'Sign in to that account (AWS_PROFILE), or correct account in settings.ts.',
    };
  if (found !== first)
    return {
      state: 'failed',
      where: region,
      about,
      found: `${found}; another region says ${first}`,
      whatToDo: 'Deploy all three with the credentials of one account.',
    };
  return { state: 'ok', where: region, about, found: `${found} (${arn})` };
}
