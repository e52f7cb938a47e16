import { walk } from './template.ts';
import type { Resource, Template } from './template.ts';

/** `${Name}` and `${Name.Attribute}`; `${!literal}` is none. */
const SUBSTITUTION = /\$\{([^!}][^.}]*)[^}]*\}/g;

const namesIn = (key: string | undefined, value: unknown): readonly string[] => {
  if (key === 'Ref' && typeof value === 'string') return [value];
  if (key === 'Fn::GetAtt') {
    const name: unknown = Array.isArray(value) ? value[0] : String(value).split('.')[0];
    return [String(name)];
  }
  if (key === 'Fn::Sub') {
    const text: unknown = Array.isArray(value) ? value[0] : value;
    return [...String(text).matchAll(SUBSTITUTION)].map(([, name]) => name ?? '');
  }
  return [];
};

const dependencies = ({ Properties, DependsOn }: Resource): ReadonlySet<string> => {
  const names = new Set([DependsOn ?? []].flat() as string[]);
  for (const { path, value } of walk(Properties)) {
    for (const name of namesIn(path.at(-1), value)) names.add(name);
  }
  return names;
};

/**
 * Circular dependencies of resources: such a template synthesizes but cannot be deployed.
 * @returns one `A -> B -> A` for each circle
 */
export const findCycles = ({ Resources = {} }: Template): readonly string[] => {
  const cycles: string[] = [];
  const done = new Set<string>();
  const visit = (id: string, way: readonly string[]): void => {
    const resource = Resources[id];
    if (resource === undefined || done.has(id)) return;
    if (way.includes(id)) {
      cycles.push([...way.slice(way.indexOf(id)), id].join(' -> '));
      return;
    }
    for (const next of dependencies(resource)) visit(next, [...way, id]);
    done.add(id);
  };
  for (const id of Object.keys(Resources)) visit(id, []);
  return cycles;
};
