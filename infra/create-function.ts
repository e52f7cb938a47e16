import { RemovalPolicy } from 'aws-cdk-lib';
import type { Duration } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';

export interface FunctionProps {
  /** Prefix of the logical ids. */
  readonly id: string;
  /** Folder of its bundle. */
  readonly bundle: string;
  readonly memoryMb: number;
  readonly timeout: Duration;
  readonly environment: Readonly<Record<string, string>>;
  /** What it may do besides writing its log. */
  readonly allowed: readonly (readonly [action: string, resource: string])[];
}

/** A function with a role and a log group of its own. */
export const createFunction = (
  scope: Construct,
  { id, bundle, memoryMb, timeout, environment, allowed }: FunctionProps,
): LambdaFunction => {
  const logGroup = new LogGroup(scope, `${id}Logs`, {
    retention: RetentionDays.ONE_MONTH,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  logGroup.grantWrite(role);
  for (const [action, resource] of allowed)
    role.addToPolicy(new PolicyStatement({ actions: [action], resources: [resource] }));
  return new LambdaFunction(scope, `${id}Function`, {
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    handler: 'index.handler',
    code: Code.fromAsset(bundle),
    memorySize: memoryMb,
    timeout,
    environment,
    logGroup,
    role,
  });
};
