import type { KnownProperties, PropertyReader } from './property-reader.ts';
import type { StackReader, StackResource } from './stack-reader.ts';

const ALIAS: KnownProperties = {
  emulated: ['FunctionName', 'FunctionVersion', 'Name', 'ProvisionedConcurrencyConfig'],
  harmless: ['Description'],
};
const VERSION: KnownProperties = { emulated: ['FunctionName'], harmless: ['Description'] };

/** A name of a version of a function. The emulator runs one version of each: the newest, which is what is deployed. */
export interface FunctionAlias {
  readonly arn: string;
  /** Behind the function's name and a colon. */
  readonly name: string;
  /** Physical name. */
  readonly functionName: string;
  /** Environments that are started ahead; 0: none. */
  readonly provisionedConcurrency: number;
}

export function readAliases(stack: StackReader): readonly FunctionAlias[] {
  return stack.ofType('AWS::Lambda::Alias').map((alias) => readAlias(stack, alias));
}

function readAlias(stack: StackReader, resource: StackResource): FunctionAlias {
  const alias = resource.properties().refuseUnknown(ALIAS);
  const functionName = alias.text('FunctionName');
  if (!isVersionOf(stack, functionName, resource))
    throw alias.wrong('FunctionVersion', `the version, in the same stack, of ${functionName}`);
  return {
    arn: stack.nameOf(resource),
    name: alias.text('Name'),
    functionName,
    provisionedConcurrency: environments(alias),
  };
}

function isVersionOf(stack: StackReader, functionName: string, { raw }: StackResource): boolean {
  const [logicalId, attribute] = [(raw['FunctionVersion'] as Record<string, unknown>)?.['Fn::GetAtt']].flat();
  const version = stack.byId(String(logicalId));
  if (version?.where.type !== 'AWS::Lambda::Version' || attribute !== 'Version') return false;
  return version.properties().refuseUnknown(VERSION).text('FunctionName') === functionName;
}

function environments(alias: PropertyReader): number {
  const config = alias
    .object('ProvisionedConcurrencyConfig')
    ?.refuseUnknown({ emulated: ['ProvisionedConcurrentExecutions'], harmless: [] });
  return config?.optionalNumber('ProvisionedConcurrentExecutions') ?? 0;
}
