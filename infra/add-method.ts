import type { Duration } from 'aws-cdk-lib';
import { AwsIntegration } from 'aws-cdk-lib/aws-apigateway';
import type { IResource } from 'aws-cdk-lib/aws-apigateway';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Route } from '../contracts/routes.ts';

/** Construct id of a method's permission to invoke its function. */
const PERMISSION = 'Permission';

export interface MethodProps {
  readonly stage: string;
  readonly invoked: IFunction;
  readonly timeout: Duration;
  readonly apiKeyRequired: boolean;
}

/**
 * A method that invokes a function. CloudFormation creates the permission before the stage leads to the method. The CDK's
 * own Lambda integration names the stage in each permission, which is then created after it: a region whose functions get
 * or lose an alias would answer 500 in between.
 */
export const addMethod = (
  resource: IResource,
  httpMethod: Route['methods'][number],
  { stage, invoked, timeout, apiKeyRequired }: MethodProps,
): void => {
  const integration = new AwsIntegration({
    service: 'lambda',
    proxy: true,
    path: `2015-03-31/functions/${invoked.functionArn}/invocations`,
    options: { timeout },
  });
  const method = resource.addMethod(httpMethod, integration, apiKeyRequired ? { apiKeyRequired } : {});
  invoked.addPermission(PERMISSION, {
    principal: new ServicePrincipal('apigateway.amazonaws.com'),
    sourceArn: resource.api.arnForExecuteApi(httpMethod, requestsOn(resource.path), stage),
    scope: method,
  });
  resource.api.latestDeployment?.node.addDependency(method.node.findChild(PERMISSION));
};

/**
 * A resource's path as a pattern of requests' paths: a request has a value where the resource has `{state}`, so that a permission or
 * policy with the name refuses every request (aws/serverless-application-model #110).
 */
export const requestsOn = (path: string): string => path.replace(/\{[^}]+\}/g, '*');
