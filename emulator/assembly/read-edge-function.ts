import { Script } from 'node:vm';
import type { EdgeFunctionModel } from '../deployment.ts';
import { AssemblyError } from './assembly-error.ts';
import type { KnownProperties, PropertyReader } from './property-reader.ts';
import type { StackReader, StackResource } from './stack-reader.ts';

const FUNCTION: KnownProperties = {
  emulated: ['AutoPublish', 'FunctionCode', 'FunctionConfig', 'Name'],
  harmless: ['FunctionMetadata', 'Tags'],
};
const CONFIG: KnownProperties = {
  emulated: ['Runtime'],
  harmless: ['Comment'],
  onlyOff: ['KeyValueStoreAssociations'],
};
const ASSOCIATION: KnownProperties = { emulated: ['EventType', 'FunctionARN'], harmless: [] };
const RUNTIME = 'cloudfront-js-2.0';
/** CloudFront Developer Guide, "Quotas on CloudFront Functions". */
const MOST_CODE_BYTES = 10_240;

/** The function that a behaviour runs at each viewer request, if any. */
export function readEdgeFunction(
  stack: StackReader,
  behavior: PropertyReader,
): { readonly viewerRequest?: EdgeFunctionModel } {
  const [association, ...others] = behavior.objects('FunctionAssociations');
  if (association === undefined) return {};
  const eventType = association.refuseUnknown(ASSOCIATION).text('EventType');
  if (eventType !== 'viewer-request' || others.length > 0)
    throw behavior.notEmulated('FunctionAssociations', 'It knows one function, at viewer-request.');
  const arn = association.text('FunctionARN');
  const resource = stack
    .ofType('AWS::CloudFront::Function')
    .find((one) => stack.nameOf(one, 'FunctionARN') === arn);
  if (resource === undefined)
    throw association.notEmulated(`FunctionARN ${arn}`, 'Name a function of the same stack.');
  return { viewerRequest: readFunction(resource) };
}

function readFunction(resource: StackResource): EdgeFunctionModel {
  const properties = resource.properties().refuseUnknown(FUNCTION);
  if (!properties.flag('AutoPublish', false))
    throw properties.wrong('AutoPublish', 'true', 'A behaviour runs only what is published.');
  const config = properties.object('FunctionConfig')?.refuseUnknown(CONFIG);
  const runtime = config?.text('Runtime');
  if (runtime !== RUNTIME)
    throw properties.notEmulated(`FunctionConfig.Runtime ${String(runtime)}`, `Use ${RUNTIME}.`);
  return { where: resource.where, code: readCode(properties) };
}

function readCode(properties: PropertyReader): string {
  const code = properties.text('FunctionCode');
  const bytes = Buffer.byteLength(code);
  if (bytes > MOST_CODE_BYTES)
    throw wrongCode(properties, `at most ${String(MOST_CODE_BYTES)} bytes`, `${String(bytes)} bytes`);
  if (/\brequire\s*\(|\bimport\s*[\w{*('"]/.test(code))
    throw properties.notEmulated('FunctionCode with modules', 'Write it without require and import.');
  try {
    new Script(code);
  } catch (error) {
    throw wrongCode(properties, 'JavaScript', String(error));
  }
  return code;
}

const wrongCode = ({ where }: PropertyReader, expected: string, found: string): AssemblyError =>
  new AssemblyError({
    where,
    expected: `${expected} in FunctionCode`,
    found,
    todo: 'CloudFront would refuse it.',
  });
