import { Alias } from 'aws-cdk-lib/aws-lambda';
import type { Function as LambdaFunction, IFunction, IVersion } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';

/**
 * The alias that the API invokes to use provisioned environments: they belong to a version, never to the function's newest
 * code (Lambda, "Configuring provisioned concurrency"). Each change of code or configuration makes a new version, and the
 * alias follows.
 * @param id prefix of the logical id
 */
export const createProvisionedAlias = (
  scope: Construct,
  id: string,
  { lambda, environments }: { readonly lambda: LambdaFunction; readonly environments: number },
): IFunction =>
  new Alias(scope, `${id}Alias`, {
    aliasName: 'provisioned',
    version: lambda.currentVersion as IVersion,
    provisionedConcurrentExecutions: environments,
  }) as IFunction;
