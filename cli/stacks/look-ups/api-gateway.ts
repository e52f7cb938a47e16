import type { DeployedResource } from '../assembly.ts';
import { get, segment } from './aws-request.ts';
import { parent, text } from './look-up.ts';
import type { LookUp, Question } from './look-up.ts';

const at = (...segments: readonly (string | undefined)[]): Question | undefined =>
  segments.includes(undefined)
    ? undefined
    : { request: get('apigateway', `/${segments.map((each) => segment(each ?? '')).join('/')}`) };

/** Something inside a REST API. */
const inApi =
  (...rest: readonly ((resource: DeployedResource) => string | undefined)[]): LookUp =>
  (resource) =>
    at('restapis', parent(resource, 'RestApiId'), ...rest.map((each) => each(resource)));

const named = (name: string) => (): string => name;
const itself = ({ physicalId }: DeployedResource): string => physicalId;

export const API_GATEWAY_LOOK_UPS: Readonly<Record<string, LookUp>> = {
  'AWS::ApiGateway::RestApi': ({ physicalId }) => at('restapis', physicalId),
  'AWS::ApiGateway::Resource': inApi(named('resources'), itself),
  'AWS::ApiGateway::Method': inApi(
    named('resources'),
    (resource) => parent(resource, 'ResourceId'),
    named('methods'),
    (resource) => text(resource, 'HttpMethod'),
  ),
  'AWS::ApiGateway::Deployment': inApi(named('deployments'), itself),
  'AWS::ApiGateway::Stage': inApi(named('stages'), (resource) => text(resource, 'StageName')),
  'AWS::ApiGateway::GatewayResponse': (resource) => {
    const question = at(
      'restapis',
      parent(resource, 'RestApiId'),
      'gatewayresponses',
      text(resource, 'ResponseType'),
    );
    // The API also returns a response that was never configured, marked as the default.
    return question && { ...question, holds: (answer) => !/"defaultResponse"\s*:\s*true/.test(answer) };
  },
  'AWS::ApiGateway::ApiKey': ({ physicalId }) => at('apikeys', physicalId),
  'AWS::ApiGateway::UsagePlan': ({ physicalId }) => at('usageplans', physicalId),
  'AWS::ApiGateway::UsagePlanKey': (resource) =>
    at('usageplans', parent(resource, 'UsagePlanId'), 'keys', parent(resource, 'KeyId')),
  'AWS::ApiGateway::DomainName': ({ physicalId }) => at('domainnames', physicalId),
  'AWS::ApiGateway::BasePathMapping': (resource) =>
    at(
      'domainnames',
      parent(resource, 'DomainName'),
      'basepathmappings',
      text(resource, 'BasePath') ?? '(none)',
    ),
};
