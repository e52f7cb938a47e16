import type { MethodModel } from '../deployment.ts';
import type { KnownProperties, PropertyReader } from './property-reader.ts';
import { readAliases } from './read-alias.ts';
import { permittedSources } from './read-permissions.ts';
import type { StackReader } from './stack-reader.ts';

const KNOWN: KnownProperties = {
  emulated: ['IntegrationHttpMethod', 'TimeoutInMillis', 'Type', 'Uri'],
  // A proxy integration maps nothing.
  harmless: ['IntegrationResponses', 'PassthroughBehavior'],
  onlyOff: ['CacheKeyParameters'],
};
/** API Gateway's own, where the template names none. */
const DEFAULT_TIMEOUT_MS = 29_000;
const MINIMUM_TIMEOUT_MS = 50;

export function readIntegration(
  stack: StackReader,
  method: PropertyReader,
): Pick<MethodModel, 'functionId' | 'integrationTimeoutMs' | 'permittedSources'> {
  const properties = method.object('Integration');
  if (properties === undefined) throw method.wrong('Integration', 'an integration');
  const type = properties.text('Type');
  if (type !== 'AWS_PROXY')
    throw properties.notEmulated(`Type ${type}`, 'Use AWS_PROXY: a Lambda function behind each method.');
  properties.refuseUnknown(KNOWN);
  if (properties.text('IntegrationHttpMethod') !== 'POST')
    throw properties.wrong(
      'IntegrationHttpMethod',
      'POST',
      'Lambda is invoked with POST whatever the client sends.',
    );
  const timeoutMs = properties.optionalNumber('TimeoutInMillis');
  if (timeoutMs !== undefined && (timeoutMs < MINIMUM_TIMEOUT_MS || timeoutMs > DEFAULT_TIMEOUT_MS))
    throw properties.wrong(
      'TimeoutInMillis',
      `${String(MINIMUM_TIMEOUT_MS)} to ${String(DEFAULT_TIMEOUT_MS)} ms`,
    );
  return {
    ...invoked(stack, properties),
    integrationTimeoutMs: { value: timeoutMs ?? DEFAULT_TIMEOUT_MS, isDefault: timeoutMs === undefined },
  };
}

function invoked(
  stack: StackReader,
  properties: PropertyReader,
): Pick<MethodModel, 'functionId' | 'permittedSources'> {
  const uri = properties.text('Uri');
  const arn = /:lambda:path\/2015-03-31\/functions\/(.+)\/invocations$/.exec(uri)?.[1] ?? '';
  const aliases = readAliases(stack);
  const alias = aliases.find((one) => one.arn === arn);
  const target = stack
    .ofType('AWS::Lambda::Function')
    .find((one) => stack.nameOf(one, 'Arn') === arn || stack.nameOf(one) === alias?.functionName);
  if (target === undefined)
    throw properties.notEmulated(`Uri ${uri}`, 'Name a function of the same stack, or its alias.');
  const passedBy = aliases.find((one) => one.functionName === stack.nameOf(target) && one !== alias);
  if (passedBy !== undefined)
    throw properties.wrong('Uri', `the alias ${passedBy.arn}`, 'No request would reach its environments.');
  return { functionId: target.logicalId, permittedSources: permittedSources(stack, arn) };
}
