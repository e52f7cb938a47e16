import type { AssemblyStack } from '../../stacks/assembly.ts';
import type { Check } from './check.ts';

/** The region has what the CDK deploys with: a bucket for assets, and roles. */
export function checkBootstrap(
  { region, bootstrap }: AssemblyStack,
  version: number | undefined,
  account: string,
): Check {
  const about = 'bootstrap';
  if (version !== undefined && version >= bootstrap.version)
    return { state: 'ok', where: region, about, found: `version ${String(version)}` };
  const found = version === undefined ? 'none' : `version ${String(version)}`;
  return {
    state: 'failed',
    where: region,
    about,
    found: `${found}; version ${String(bootstrap.version)} at least is needed`,
    whatToDo: `npx cdk bootstrap aws://${account}/${region}`,
  };
}
