import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export type Json = Record<string, unknown>;

interface TemplateResource {
  Type: string;
  Properties: Json;
}

export type Resources = Record<string, TemplateResource>;

/** Edits the resources of every template in the folder; throws when nothing was changed. */
export async function editTemplates(folder: string, edit: (resources: Resources) => void): Promise<void> {
  let changed = false;
  for (const file of (await readdir(folder)).filter((name) => name.endsWith('.template.json'))) {
    const path = join(folder, file);
    const before = await readFile(path, 'utf8');
    const template = JSON.parse(before) as { Resources: Resources };
    edit(template.Resources);
    const after = JSON.stringify(template);
    changed ||= after !== JSON.stringify(JSON.parse(before));
    await writeFile(path, after);
  }
  if (!changed) throw new Error('Expected that the edit changes a template; it changed none.');
}

/** The properties of every resource of a type. */
export const each = (resources: Resources, type: string): Json[] =>
  Object.values(resources)
    .filter((resource) => resource.Type === type)
    .map((resource) => resource.Properties);

/** Removes what the path leads to, if it is there. */
export function remove(object: Json, ...path: readonly string[]): void {
  const last = path.at(-1) ?? '';
  const holder = path
    .slice(0, -1)
    .reduce<unknown>((value, key) => (value as Json | undefined)?.[key], object);
  if (typeof holder === 'object' && holder !== null) Reflect.deleteProperty(holder, last);
}

/** Every CloudFront distribution with error responses or behaviours, i.e. those of the fallback. */
export const distributions = (resources: Resources): Json[] =>
  each(resources, 'AWS::CloudFront::Distribution')
    .map((properties) => properties['DistributionConfig'] as Json)
    .filter((config) => config['CustomErrorResponses'] !== undefined);

/** The behavior that sends /fallback to the API. */
export function fallbackBehavior(distribution: Json): Json {
  const behaviors = distribution['CacheBehaviors'] as Json[];
  const found = behaviors.find(({ PathPattern: path }) => path === '/fallback');
  if (found === undefined) throw new Error('Expected a behaviour for /fallback; found none.');
  return found;
}

const PAGES = ['fallback.json', 'instead-of-4xx.json', 'instead-of-5xx.json'];

/** Overwrites the assets that hold the static NCCO. */
export async function writeStaticNcco(folder: string, text: string): Promise<void> {
  const assets = (await readdir(folder)).filter((name) => name.startsWith('asset.'));
  const written: string[] = [];
  for (const asset of assets) {
    const files = await readdir(join(folder, asset)).catch((): string[] => []);
    for (const page of PAGES.filter((name) => files.includes(name))) {
      await writeFile(join(folder, asset, page), text);
      written.push(page);
    }
  }
  if (written.length !== PAGES.length)
    throw new Error(`Expected ${PAGES.join(', ')} in the assembly; found ${written.join(', ')}.`);
}
