import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { FunctionModel } from '../deployment.ts';
import { AssemblyError } from './assembly-error.ts';
import type { KnownProperties, PropertyReader } from './property-reader.ts';
import { readAliases } from './read-alias.ts';
import type { StackReader, StackResource } from './stack-reader.ts';

const KNOWN: KnownProperties = {
  emulated: ['Code', 'Environment', 'FunctionName', 'Handler', 'MemorySize', 'Runtime', 'Timeout'].concat(
    'ReservedConcurrentExecutions',
  ),
  harmless: [
    'Architectures',
    'Description',
    'EphemeralStorage',
    'LoggingConfig',
    'Role',
    'Tags',
    'TracingConfig',
  ],
  onlyOff: ['Layers', 'FileSystemConfigs'],
};
/** AWS's own, where the template names none. */
const DEFAULT_TIMEOUT_SECONDS = 3;
const DEFAULT_MEMORY_MB = 128;

export function readFunction(stack: StackReader, resource: StackResource): FunctionModel {
  const properties = resource.properties().refuseUnknown(KNOWN);
  const runtime = properties.text('Runtime');
  if (!runtime.startsWith('nodejs'))
    throw properties.notEmulated(`Runtime ${runtime}`, 'Functions of this project run on Node.js.');
  const environment = properties
    .object('Environment')
    ?.refuseUnknown({ emulated: ['Variables'], harmless: [] });
  const reservedConcurrency = properties.optionalNumber('ReservedConcurrentExecutions');
  const name = stack.nameOf(resource);
  const alias = readAliases(stack).find(({ functionName }) => functionName === name);
  return {
    where: resource.where,
    name,
    ...(alias === undefined ? {} : { alias: alias.name }),
    codeDirectory: codeDirectory(stack, properties),
    handler: properties.text('Handler'),
    runtime,
    memoryMb: properties.optionalNumber('MemorySize') ?? DEFAULT_MEMORY_MB,
    timeoutMs: (properties.optionalNumber('Timeout') ?? DEFAULT_TIMEOUT_SECONDS) * 1000,
    environment: environment?.textMap('Variables') ?? {},
    ...(reservedConcurrency === undefined ? {} : { reservedConcurrency }),
    provisionedConcurrency: alias?.provisionedConcurrency ?? 0,
  };
}

/** The asset's folder; it must hold the handler's module. */
function codeDirectory(stack: StackReader, properties: PropertyReader): string {
  const { where } = properties;
  const code = properties.object('Code');
  if (code === undefined) throw properties.wrong('Code', 'an asset');
  code.refuseUnknown({ emulated: ['S3Bucket', 'S3Key'], harmless: [] });
  const { path } = stack.asset(code.text('S3Key'), where);
  const [module = ''] = properties.text('Handler').split('.');
  const files = ['cjs', 'mjs', 'js'].map((extension) => `${module}.${extension}`);
  if (existsSync(path) && statSync(path).isDirectory() && files.some((file) => existsSync(join(path, file))))
    return path;
  throw new AssemblyError({
    where,
    expected: `${files.join(', ')} in the code asset ${path}`,
    found: existsSync(path) ? 'none of them' : 'no such folder',
    todo: 'The asset must be the bundled handler. Synthesize again: npm run synth.',
  });
}
