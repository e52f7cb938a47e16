import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** ARN of a Systems Manager parameter of the stack's own region, which a command writes. @param name begins with a slash */
export const parameterArn = (scope: Construct, name: string): string =>
  Stack.of(scope).formatArn({ service: 'ssm', resource: 'parameter', resourceName: name.slice(1) });
