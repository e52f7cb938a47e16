import { RemovalPolicy } from 'aws-cdk-lib';
import type { Duration } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';

export interface FunctionProps {
  /** Prefix of the logical ids. */
  readonly id: string;
  /** Folder of its bundle. */
  readonly bundle: string;
  readonly memoryMb: number;
  /** Maximum number of concurrent environments; null: only the account's quota limits it. */
  readonly reservedConcurrency: number | null;
  readonly logRetentionDays: number;
  readonly timeout: Duration;
  readonly environment: Readonly<Record<string, string>>;
  /** Its permissions besides writing its log. */
  readonly allowed: readonly (readonly [action: string, resource: string])[];
}

/** A function with a role and a log group of its own. */
export const createFunction = (
  scope: Construct,
  {
    id,
    bundle,
    memoryMb,
    reservedConcurrency,
    logRetentionDays,
    timeout,
    environment,
    allowed,
  }: FunctionProps,
): LambdaFunction => {
  const logGroup = new LogGroup(scope, `${id}Logs`, {
    retention: logRetentionDays as RetentionDays,
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
    ...(reservedConcurrency === null ? {} : { reservedConcurrentExecutions: reservedConcurrency }),
    timeout,
    environment,
    logGroup,
    role,
  });
};
