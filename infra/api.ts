import { Duration } from 'aws-cdk-lib';
import { EndpointType, IpAddressType, MethodLoggingLevel, RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { IResource } from 'aws-cdk-lib/aws-apigateway';
import type { PolicyDocument } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { addMethod, requestsOn } from './add-method.ts';
import type { CreatedFunction } from './functions.ts';
import { addGatewayResponses, ALLOW_LIST_RESPONSES, GATEWAY_RESPONSES } from './gateway-responses.ts';
import { addDistributionKey } from './ip-ranges/distribution-key.ts';
import { takesIpv6 } from './ip-ranges/ip-allow-list.ts';
import type { IpAllowList } from './ip-ranges/ip-allow-list.ts';
import { sourcePolicy } from './ip-ranges/source-policy.ts';
import type { RouteMethod } from './ip-ranges/source-policy.ts';
import { FALLBACK_DIRECT, ROUTES } from '../contracts/routes.ts';
import { STATE_PARAMETER } from '../contracts/state-url.ts';
import { acceptFindings } from './nag/findings.ts';
import type { Route, RouteName } from '../contracts/routes.ts';
import type { Timeouts } from '../contracts/settings/timeouts.ts';

const STAGE = 'prod';

export interface ApiProps {
  readonly name: string;
  readonly timeouts: Timeouts;
  /** Undefined: addresses are not checked. */
  readonly allowList: IpAllowList | undefined;
}

/**
 * The region's REST API. An HTTP API has no Gateway Responses, which set the status that Vonage sees, and no integration
 * timeouts below a second.
 */
export const createApi = (
  scope: Construct,
  functions: Readonly<Record<RouteName, CreatedFunction>>,
  { name, timeouts, allowList }: ApiProps,
): RestApi => {
  const api = new RestApi(scope, 'Api', {
    restApiName: name,
    endpointConfiguration: {
      types: [EndpointType.REGIONAL],
      ...(speaksIpv6(allowList) ? { ipAddressType: IpAddressType.DUAL_STACK } : {}),
    },
    ...(allowList?.refuses === true ? { policy: policyOf(allowList) } : {}),
    cloudWatchRole: false,
    deployOptions: { stageName: STAGE, loggingLevel: MethodLoggingLevel.OFF },
  });
  // Its URL is an output already, route by route.
  api.node.tryRemoveChild('Endpoint');
  addGatewayResponses(api, {
    ...GATEWAY_RESPONSES,
    ...(allowList?.refuses === true ? ALLOW_LIST_RESPONSES : {}),
  });
  for (const route of ROUTES) {
    const { invoked } = functions[route.name];
    const addPath = (
      parent: IResource,
      path: string,
      { timeoutsOf = route.timeouts, methods = route.methods, apiKeyRequired = false } = {},
    ): IResource => {
      const resource = parent.addResource(path);
      const timeout = Duration.millis(timeouts[timeoutsOf].integrationMs);
      for (const method of methods)
        addMethod(resource, method, { stage: STAGE, invoked, timeout, apiKeyRequired });
      return resource;
    };
    const resource = addPath(api.root, route.name, {
      apiKeyRequired: allowList?.refuses === true && route.from === 'distribution',
    });
    if (route.state !== undefined) {
      const { timeouts: timeoutsOf, methods } = route.state;
      addPath(resource, `{${STATE_PARAMETER}}`, { timeoutsOf, methods });
    }
    if (allowList !== undefined && route.from === 'distribution') addPath(api.root, FALLBACK_DIRECT);
  }
  if (allowList !== undefined) addDistributionKey(scope, api, allowList.distributionKey);
  acceptApiFindings(api);
  return api;
};

const acceptApiFindings = (api: RestApi): void => {
  const signed =
    'Vonage signs each callback and supports no other authorization. The handlers verify the signature before anything else, or the resource policy has refused the address. A health check gets a status and nothing else.';
  acceptFindings(api, {
    'AwsSolutions-APIG2':
      'A handler answers a malformed request in a way that keeps the call going; a refusal by the gateway would end the call.',
    'AwsSolutions-APIG4': signed,
    'AwsSolutions-COG4': signed,
  });
  acceptFindings(api.deploymentStage, {
    'AwsSolutions-APIG1':
      "It needs a role that all APIs of an account share in a region: a stack that sets it overwrites that of other stacks, and removes it when the stack is deleted (docs/decisions/023-least-privilege.md). The functions log the requests that reach them; the gateway's metrics count the others.",
    'AwsSolutions-APIG3':
      'Unauthenticated callers are refused by the signature check or by the resource policy. A web ACL costs a monthly fee and can refuse a genuine call.',
    'AwsSolutions-APIG6':
      'It needs the same role, and would log headers: a logged token is accepted until it expires.',
  });
};

/** Whether the API accepts IPv6, under its own name and under a domain. */
export const speaksIpv6 = (allowList: IpAllowList | undefined): boolean =>
  allowList !== undefined && takesIpv6(allowList.ranges);

function policyOf({ ranges }: IpAllowList): PolicyDocument {
  const methods = (
    from: Route['from'],
    methodsOf: (route: Route) => readonly RouteMethod[] = ownMethods,
  ): readonly RouteMethod[] => ROUTES.filter((route) => route.from === from).flatMap(methodsOf);
  return sourcePolicy({
    stage: STAGE,
    ranges,
    inside: [...methods('ranges'), ...methods('distribution', (route) => methodsAt(FALLBACK_DIRECT, route))],
    // Behind the distribution every address is CloudFront's: the API key is checked instead.
    open: [...methods('distribution'), ...methods('anywhere')],
  });
}

const methodsAt = (path: string, { methods }: Pick<Route, 'methods'>): readonly RouteMethod[] =>
  methods.map((method): RouteMethod => `${method}/${path}`);

const ownMethods = (route: Route): readonly RouteMethod[] => [
  ...methodsAt(route.name, route),
  ...(route.state === undefined
    ? []
    : methodsAt(requestsOn(`${route.name}/{${STATE_PARAMETER}}`), route.state)),
];
