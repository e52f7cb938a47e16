import { Duration } from 'aws-cdk-lib';
import { EndpointType, LambdaIntegration, MethodLoggingLevel, RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { addGatewayResponses } from './gateway-responses.ts';
import { ROUTES } from './routes.ts';
import type { RouteName } from './routes.ts';
import type { Timeouts } from './settings/timeouts.ts';

/**
 * The region's REST API. REST and not HTTP, because its Gateway Responses choose the status that Vonage
 * sees and its integration timeouts go below a second.
 */
export const createApi = (
  scope: Construct,
  functions: Readonly<Record<RouteName, IFunction>>,
  { name, timeouts }: { readonly name: string; readonly timeouts: Timeouts },
): RestApi => {
  const api = new RestApi(scope, 'Api', {
    restApiName: name,
    endpointTypes: [EndpointType.REGIONAL],
    cloudWatchRole: false,
    deployOptions: { stageName: 'prod', loggingLevel: MethodLoggingLevel.OFF },
  });
  // Its URL is an output already, route by route.
  api.node.tryRemoveChild('Endpoint');
  addGatewayResponses(api);
  for (const route of ROUTES) {
    const integration = new LambdaIntegration(functions[route.name], {
      timeout: Duration.millis(timeouts[route.timeouts].integrationMs),
      allowTestInvoke: false,
    });
    const resource = api.root.addResource(route.name);
    for (const method of route.methods) resource.addMethod(method, integration);
  }
  return api;
};
