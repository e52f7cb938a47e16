import type { ApiModel, GatewayResponseModel, MethodModel } from '../deployment.ts';
import { isEmulatedPart } from '../gateway/match-path.ts';
import { AssemblyError } from './assembly-error.ts';
import { hostNameOfApi } from './physical-names.ts';
import type { KnownProperties } from './property-reader.ts';
import { readApiKeys } from './read-api-keys.ts';
import { readIntegration } from './read-integration.ts';
import { readResourcePolicy } from './read-resource-policy.ts';
import type { StackReader, StackResource } from './stack-reader.ts';

const REST_API: KnownProperties = {
  emulated: ['ApiKeySourceType', 'BinaryMediaTypes', 'EndpointConfiguration', 'Policy'],
  harmless: ['Description', 'Name', 'Tags', 'SecurityPolicy'],
  onlyOff: ['DisableExecuteApiEndpoint', 'FailOnWarnings'],
};
const RESOURCE: KnownProperties = { emulated: ['ParentId', 'PathPart', 'RestApiId'], harmless: [] };
const STAGE: KnownProperties = {
  emulated: ['DeploymentId', 'RestApiId', 'StageName', 'MethodSettings'],
  harmless: ['AccessLogSetting', 'Description', 'Tags', 'TracingEnabled'],
  onlyOff: ['CacheClusterEnabled'],
};
/** Throttling and caching per method are what is missing here. */
const METHOD_SETTINGS: KnownProperties = {
  emulated: [],
  harmless: ['DataTraceEnabled', 'HttpMethod', 'LoggingLevel', 'MetricsEnabled', 'ResourcePath'],
  onlyOff: ['CachingEnabled'],
};
const DEPLOYMENT: KnownProperties = { emulated: ['RestApiId'], harmless: ['Description'] };
const METHOD: KnownProperties = {
  emulated: ['ApiKeyRequired', 'AuthorizationType', 'HttpMethod', 'Integration', 'ResourceId', 'RestApiId'],
  harmless: ['MethodResponses', 'OperationName'],
};
const GATEWAY_RESPONSE: KnownProperties = {
  emulated: ['ResponseParameters', 'ResponseTemplates', 'ResponseType', 'RestApiId', 'StatusCode'],
  harmless: [],
};

/** The stack's one REST API, with its stage, methods and Gateway Responses. */
export function readApi(stack: StackReader): ApiModel {
  const resource = single(stack, 'AWS::ApiGateway::RestApi');
  const properties = resource.properties().refuseUnknown(REST_API);
  const endpoint = properties.object('EndpointConfiguration');
  endpoint?.refuseUnknown({ emulated: ['Types'], harmless: ['IpAddressType'] });
  const types = endpoint?.texts('Types') ?? ['EDGE'];
  if (types.join() !== 'REGIONAL')
    throw properties.notEmulated(`EndpointConfiguration.Types ${types.join()}`, 'Use REGIONAL.');
  const stage = single(stack, 'AWS::ApiGateway::Stage').properties().refuseUnknown(STAGE);
  for (const settings of stage.objects('MethodSettings')) settings.refuseUnknown(METHOD_SETTINGS);
  single(stack, 'AWS::ApiGateway::Deployment').properties().refuseUnknown(DEPLOYMENT);
  const keySource = properties.optionalText('ApiKeySourceType') ?? 'HEADER';
  if (keySource !== 'HEADER') throw properties.notEmulated(`ApiKeySourceType ${keySource}`, 'Use HEADER.');
  const id = stack.nameOf(resource);
  const stageName = stage.text('StageName');
  const policy = readResourcePolicy(properties);
  return {
    where: resource.where,
    id,
    arn: `arn:aws:execute-api:${stack.region}:${stack.account}:${id}`,
    hostName: hostNameOfApi(id, stack.region),
    stage: stageName,
    methods: readMethods(stack, stack.nameOf(resource, 'RootResourceId')),
    gatewayResponses: stack.ofType('AWS::ApiGateway::GatewayResponse').map(readGatewayResponse),
    binaryMediaTypes: properties.texts('BinaryMediaTypes'),
    apiKeys: readApiKeys(stack, { apiId: id, stage: stageName }),
    ...(policy === undefined ? {} : { policy }),
  };
}

function readMethods(stack: StackReader, rootId: string): readonly MethodModel[] {
  const resources = new Map(
    stack.ofType('AWS::ApiGateway::Resource').map((resource) => {
      const properties = resource.properties().refuseUnknown(RESOURCE);
      const part = properties.text('PathPart');
      if (!isEmulatedPart(part))
        throw properties.notEmulated(`PathPart ${part}`, 'Use a fixed path, or a parameter: {name}.');
      return [stack.nameOf(resource), { part, parentId: properties.text('ParentId') }];
    }),
  );
  const pathOf = (id: string): string => {
    const found = resources.get(id);
    return found === undefined ? '' : `${pathOf(found.parentId)}/${found.part}`;
  };
  return stack.ofType('AWS::ApiGateway::Method').map((resource) => {
    const properties = resource.properties().refuseUnknown(METHOD);
    const authorization = properties.optionalText('AuthorizationType') ?? 'NONE';
    if (authorization !== 'NONE')
      throw properties.notEmulated(`AuthorizationType ${authorization}`, 'The handlers verify callers.');
    const id = properties.text('ResourceId');
    if (id !== rootId && !resources.has(id))
      throw properties.wrong('ResourceId', "a resource of the stack's API");
    return {
      where: resource.where,
      path: pathOf(id) === '' ? '/' : pathOf(id),
      httpMethod: properties.text('HttpMethod'),
      apiKeyRequired: properties.flag('ApiKeyRequired', false),
      ...readIntegration(stack, properties),
    };
  });
}

function readGatewayResponse(resource: StackResource): GatewayResponseModel {
  const properties = resource.properties().refuseUnknown(GATEWAY_RESPONSE);
  const statusCode = properties.optionalNumber('StatusCode');
  return {
    where: resource.where,
    responseType: properties.text('ResponseType'),
    ...(statusCode === undefined ? {} : { statusCode }),
    templates: properties.textMap('ResponseTemplates'),
    parameters: properties.textMap('ResponseParameters'),
  };
}

/** The only resource of its type in the stack. */
export function single(stack: StackReader, type: string): StackResource {
  const found = stack.ofType(type);
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  throw new AssemblyError({
    expected: `one ${type} in stack ${stack.name}`,
    found: found.length === 0 ? 'none' : found.map(({ logicalId }) => logicalId).join(', '),
    todo: 'The emulator runs stacks that have one of it.',
  });
}
