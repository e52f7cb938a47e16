import { RemovalPolicy } from 'aws-cdk-lib';
import { ApiKey, UsagePlan } from 'aws-cdk-lib/aws-apigateway';
import type { IRestApi, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { acceptFindings } from '../nag/findings.ts';

/** The gateway reads the API key from this header, which the distribution adds to each request for the API. */
export const DISTRIBUTION_KEY_HEADER = 'x-api-key';

/**
 * A key that only this region's distribution has: behind CloudFront every address is CloudFront's, also for a distribution
 * of another account. It is generated at deployment and read by reference, so that no template and no build contains it.
 * @returns the reference, for the gateway's key and the distribution's header
 */
export function createDistributionKey(scope: Construct): string {
  const secret = new Secret(scope, 'FrontKeySecret', {
    description:
      "What the distribution adds to its requests, and the gateway asks for on /fallback; nobody's to type",
    // An API key has 20 to 128 letters and digits (API Gateway, CreateApiKey). A change here generates a new key.
    generateSecretString: { passwordLength: 64, excludePunctuation: true, includeSpace: false },
    // It is useless without its stack.
    removalPolicy: RemovalPolicy.DESTROY,
  });
  acceptFindings(secret, {
    'AwsSolutions-SMG4':
      'Gateway and distribution read it when they are deployed: after a rotation without a deployment their keys would differ.',
  });
  return secret.secretValue.unsafeUnwrap();
}

/** The gateway's key, for the methods that require one; a plan without any throttle ties it to the stage. */
export function addDistributionKey(scope: Construct, api: RestApi, distributionKey: string): void {
  const key = new ApiKey(scope, 'FrontKey', {
    description: 'The CloudFront distribution of this API',
    value: distributionKey,
  });
  const plan = new UsagePlan(scope, 'FrontPlan', {
    description: 'For the CloudFront distribution alone, without a limit',
    apiStages: [{ api: api as IRestApi, stage: api.deploymentStage }],
  });
  plan.addApiKey(key);
}
