import { Duration } from 'aws-cdk-lib';
import { EndpointType, IpAddressType, MethodLoggingLevel, RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { PolicyDocument } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { addMethod } from './add-method.ts';
import type { CreatedFunction } from './functions.ts';
import { addGatewayResponses, GATE_RESPONSES, GATEWAY_RESPONSES } from './gateway-responses.ts';
import { addFrontKey } from './ip-ranges/distribution-key.ts';
import { takesIpv6 } from './ip-ranges/ip-allow-list.ts';
import type { Gate } from './ip-ranges/ip-allow-list.ts';
import { sourcePolicy } from './ip-ranges/source-policy.ts';
import type { RouteMethod } from './ip-ranges/source-policy.ts';
import { FALLBACK_DIRECT, ROUTES } from '../contracts/routes.ts';
import { acceptFindings } from './nag/findings.ts';
import type { Route, RouteName } from '../contracts/routes.ts';
import type { Timeouts } from '../contracts/settings/timeouts.ts';

const STAGE = 'prod';

export interface ApiProps {
  readonly name: string;
  readonly timeouts: Timeouts;
  /** Undefined: addresses are not looked at. */
  readonly gate: Gate | undefined;
}

/**
 * The region's REST API. REST and not HTTP, because its Gateway Responses choose the status that Vonage
 * sees and its integration timeouts go below a second.
 */
export const createApi = (
  scope: Construct,
  functions: Readonly<Record<RouteName, CreatedFunction>>,
  { name, timeouts, gate }: ApiProps,
): RestApi => {
  const api = new RestApi(scope, 'Api', {
    restApiName: name,
    endpointConfiguration: {
      types: [EndpointType.REGIONAL],
      ...(speaksIpv6(gate) ? { ipAddressType: IpAddressType.DUAL_STACK } : {}),
    },
    ...(gate?.closed === true ? { policy: policyOf(gate) } : {}),
    cloudWatchRole: false,
    deployOptions: { stageName: STAGE, loggingLevel: MethodLoggingLevel.OFF },
  });
  // Its URL is an output already, route by route.
  api.node.tryRemoveChild('Endpoint');
  addGatewayResponses(api, { ...GATEWAY_RESPONSES, ...(gate?.closed === true ? GATE_RESPONSES : {}) });
  for (const route of ROUTES) {
    const { invoked } = functions[route.name];
    const timeout = Duration.millis(timeouts[route.timeouts].integrationMs);
    const addRoute = (path: string, apiKeyRequired: boolean): void => {
      const resource = api.root.addResource(path);
      for (const method of route.methods)
        addMethod(resource, method, { stage: STAGE, invoked, timeout, apiKeyRequired });
    };
    addRoute(route.name, gate?.closed === true && route.from === 'front');
    if (gate !== undefined && route.from === 'front') addRoute(FALLBACK_DIRECT, false);
  }
  if (gate !== undefined) addFrontKey(scope, api, gate.frontKey);
  acceptApiFindings(api);
  return api;
};

const acceptApiFindings = (api: RestApi): void => {
  const signed =
    'Vonage signs each callback and knows no other authorization. The handlers verify the signature before anything else, or the resource policy has refused the address; a health check learns nothing.';
  acceptFindings(api, {
    'AwsSolutions-APIG2':
      'A handler answers what it cannot read in a way that Vonage goes on from; a refusal by the gateway would end the call.',
    'AwsSolutions-APIG4': signed,
    'AwsSolutions-COG4': signed,
  });
  acceptFindings(api.deploymentStage, {
    'AwsSolutions-APIG1':
      "Its role is one setting for all APIs of an account's region: a stack that sets it takes it from others, and takes it away when it goes (docs/decisions/023-least-privilege.md). The functions log what reaches them; what does not is in the gateway's metrics.",
    'AwsSolutions-APIG3':
      'Strangers are refused by the signature, or by the resource policy. A web ACL is paid for by the month and can refuse a call.',
    'AwsSolutions-APIG6':
      'It needs the same role, and would write down headers: a signature is good until it is too old.',
  });
};

/** Whether the API, by whatever name, takes IPv6. */
export const speaksIpv6 = (gate: Gate | undefined): boolean => gate !== undefined && takesIpv6(gate.ranges);

function policyOf({ ranges }: Gate): PolicyDocument {
  const methods = (from: Route['from'], path?: string): readonly RouteMethod[] =>
    ROUTES.filter((route) => route.from === from).flatMap((route) =>
      route.methods.map((method): RouteMethod => `${method}/${path ?? route.name}`),
    );
  return sourcePolicy({
    stage: STAGE,
    ranges,
    inside: [...methods('ranges'), ...methods('front', FALLBACK_DIRECT)],
    // Behind the front every address is CloudFront's: there the key counts.
    open: [...methods('front'), ...methods('anywhere')],
  });
}
