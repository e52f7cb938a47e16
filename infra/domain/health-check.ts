import { Duration, Stack, Tags } from 'aws-cdk-lib';
import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { HealthCheck, HealthCheckType } from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import { HEALTH_CHECK_FAILURES, HEALTH_CHECK_INTERVAL_SECONDS } from './health-check-times.ts';

/** Route 53's check of this region's own address, wherever the name resolves to. */
export const createHealthCheck = (
  scope: Construct,
  { api, name }: { readonly api: RestApi; readonly name: string },
): HealthCheck => {
  const { region, urlSuffix } = Stack.of(scope);
  const healthCheck = new HealthCheck(scope, 'HealthCheck', {
    type: HealthCheckType.HTTPS,
    fqdn: `${api.restApiId}.execute-api.${region}.${urlSuffix}`,
    port: 443,
    enableSNI: true,
    resourcePath: `/${api.deploymentStage.stageName}/health`,
    requestInterval: Duration.seconds(HEALTH_CHECK_INTERVAL_SECONDS),
    failureThreshold: HEALTH_CHECK_FAILURES,
  });
  // A health check has no other name, and Route 53 lists those of all regions together.
  Tags.of(healthCheck).add('Name', name);
  return healthCheck;
};
