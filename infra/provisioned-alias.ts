import { Alias } from 'aws-cdk-lib/aws-lambda';
import type { Function as LambdaFunction, IFunction, IVersion } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';

/**
 * What the API invokes so that it meets environments that were started ahead: they belong to a version, never to the
 * function's newest code (Lambda, "Configuring provisioned concurrency"). The version is a new one whenever code or
 * configuration change; the alias follows.
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
