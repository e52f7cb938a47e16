import { CALL_FLOWS } from '../../contracts/call-flow-report.ts';
import type { SecretModel, Where } from '../deployment.ts';
import { AssemblyError } from './assembly-error.ts';
import { resolveReferences } from './dynamic-references.ts';
import { PropertyReader } from './property-reader.ts';
import { createResolver } from './resolve-intrinsics.ts';
import type { Asset, StackSource, TemplateResource } from './stack-source.ts';

export interface StackResource {
  readonly where: Where;
  readonly logicalId: string;
  readonly dependsOn: readonly string[];
  /** As written, for what must be traced to a logical id. */
  readonly raw: Readonly<Record<string, unknown>>;
  /** Resolved when asked for. */
  properties(): PropertyReader;
}

/** One stack: its resources by type, everything resolved. */
export interface StackReader {
  readonly name: string;
  readonly region: string;
  readonly account: string;
  readonly resources: readonly StackResource[];
  ofType(type: string): readonly StackResource[];
  byId(logicalId: string): StackResource | undefined;
  /** What `Ref` (or an attribute) of this resource gives. */
  nameOf(resource: StackResource, attribute?: string): string;
  asset(key: string, where: Where): Asset;
  /** Names of secrets that are none of the stack's: its call flow reads them, and their owner creates them. */
  secretsOfCallFlow(): readonly string[];
  outputs(): Readonly<Record<string, string>>;
}

/** @param secretsOf what dynamic references are resolved with */
export function readStack(
  source: StackSource,
  secretsOf: (stack: StackReader) => readonly SecretModel[],
): StackReader {
  const { template, name } = source;
  const resolver = createResolver(source);

  function toResource([logicalId, resource]: [string, TemplateResource]): StackResource {
    const where: Where = { stack: name, logicalId, type: resource.Type };
    return {
      where,
      logicalId,
      dependsOn: [resource.DependsOn ?? []].flat(),
      raw: resource.Properties ?? {},
      properties: () => {
        const resolved = resolver.value(resource.Properties ?? {}, where);
        return new PropertyReader(
          where,
          resolveReferences(resolved, where, () => secretsOf(reader)),
        );
      },
    };
  }

  const wanted = (condition: string | undefined, where: Where): boolean =>
    condition === undefined || resolver.condition(condition, where);
  const resources = Object.entries(template.Resources)
    .filter(([logicalId, { Type, Condition }]) => wanted(Condition, { stack: name, logicalId, type: Type }))
    .map(toResource);

  const reader: StackReader = {
    name,
    region: source.region,
    account: source.account,
    resources,
    ofType: (type) => resources.filter(({ where }) => where.type === type),
    byId: (logicalId) => resources.find((resource) => resource.logicalId === logicalId),
    nameOf: ({ logicalId, where }, attribute) =>
      String(
        resolver.value(
          attribute === undefined ? { Ref: logicalId } : { 'Fn::GetAtt': [logicalId, attribute] },
          where,
        ),
      ),
    asset: (key, where) => {
      const asset = source.assets.get(key);
      if (asset !== undefined) return asset;
      throw new AssemblyError({
        where,
        expected: `an asset of key ${key} in the stack's assets.json`,
        found: 'none',
        todo: 'Synthesize again: npm run synth.',
      });
    },
    secretsOfCallFlow: () => template.Metadata?.[CALL_FLOWS]?.own?.secrets ?? [],
    outputs: () => {
      const entries = Object.entries(template.Outputs ?? {}).flatMap(([key, { Value, Condition }]) => {
        const where: Where = { stack: name, logicalId: key, type: 'Output' };
        return wanted(Condition, where) ? [[key, String(resolver.value(Value, where))]] : [];
      });
      return Object.fromEntries(entries) as Record<string, string>;
    },
  };
  return reader;
}
