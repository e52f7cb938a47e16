import type { Template } from '../../synthesized.ts';

/** A metric that an alarm or a graph names. */
export interface MetricRef {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** `Name`, or `Name{dimension=value,…}` in the order of the dimensions' names. */
export const textOf = ({ name, dimensions }: Pick<MetricRef, 'name' | 'dimensions'>): string => {
  const pairs = Object.entries(dimensions)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([dimension, value]) => `${dimension}=${value}`);
  return pairs.length === 0 ? name : `${name}{${pairs.join(',')}}`;
};

/**
 * A template's value as text: `Ref` and `Fn::GetAtt` as the id of a resource of this template, without its hash.
 * @throws for anything else, and for an id that is none
 */
export function resolved(value: unknown, template: Template): string {
  if (typeof value === 'string') return value;
  const { Ref: ref, 'Fn::GetAtt': attribute, 'Fn::Join': join } = value as Record<string, unknown>;
  if (Array.isArray(join)) {
    const [separator, parts] = join as [string, unknown[]];
    return parts.map((part) => resolved(part, template)).join(separator);
  }
  const id: unknown = ref ?? (attribute as unknown[] | undefined)?.[0];
  if (id === 'AWS::AccountId') return '111122223333';
  if (id === 'AWS::Region') return 'here';
  if (typeof id === 'string' && Object.hasOwn(template.Resources, id)) return id.replace(/[\dA-F]{8}$/, '');
  throw new Error(`Expected a text of this template, found ${JSON.stringify(value)}.`);
}
