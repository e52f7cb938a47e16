import { RemovalPolicy } from 'aws-cdk-lib';
import { ApiKey, UsagePlan } from 'aws-cdk-lib/aws-apigateway';
import type { IRestApi, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { acceptFindings } from '../nag/findings.ts';

/** Where the gateway looks for an API key, and what the front adds to each request for the API. */
export const FRONT_KEY_HEADER = 'x-api-key';

/**
 * What only this region's front knows: behind CloudFront every address is CloudFront's, also that of somebody else's
 * distribution. It is made at deployment and read by reference, so that no template and no build holds it.
 * @returns the reference, for the gateway's key and the front's header
 */
export function createFrontKey(scope: Construct): string {
  const secret = new Secret(scope, 'FrontKeySecret', {
    description:
      "What the front adds to its requests, and the gateway asks for on /fallback; nobody's to type",
    // An API key has 20 to 128 letters and digits (API Gateway, CreateApiKey). A change here makes a new one.
    generateSecretString: { passwordLength: 64, excludePunctuation: true, includeSpace: false },
    // It is worth nothing without its stack.
    removalPolicy: RemovalPolicy.DESTROY,
  });
  acceptFindings(secret, {
    'AwsSolutions-SMG4':
      'Gateway and front read it when they are deployed: a rotation by itself would part them.',
  });
  return secret.secretValue.unsafeUnwrap();
}

/** The gateway's key, for the methods that require one; a plan without any throttle ties it to the stage. */
export function addFrontKey(scope: Construct, api: RestApi, frontKey: string): void {
  const key = new ApiKey(scope, 'FrontKey', { description: 'The front of this API', value: frontKey });
  const plan = new UsagePlan(scope, 'FrontPlan', {
    description: 'For the front alone, as much as it wants',
    apiStages: [{ api: api as IRestApi, stage: api.deploymentStage }],
  });
  plan.addApiKey(key);
}
