import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stackNames } from '../../contracts/settings/physical-names.ts';
import type { Settings } from '../../contracts/settings/settings-schema.ts';
import { settings as shipped } from '../fixtures/own/settings.ts';
import { assemblyOf } from '../support/assembly-of.ts';

export interface Resource {
  readonly Type: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- CloudFormation's properties have no type
  readonly Properties: any;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs: Readonly<Record<string, { readonly Value: unknown }>>;
}

export interface Synthesized {
  readonly folder: string;
  readonly settings: Settings;
  readonly primary: Template;
  readonly secondary: Template;
  readonly static: Template;
  readonly remove: () => Promise<void>;
}

export const temporaryFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'infra-test-'));

/** Synthesizes the shipped settings with some of them changed. */
export const synthesized = async (changes: Partial<Settings> = {}): Promise<Synthesized> => {
  const settings = { ...shipped, ...changes };
  const names = stackNames(settings);
  const folder = await assemblyOf(settings);
  const template = async (name: string): Promise<Template> =>
    JSON.parse(await readFile(join(folder, `${name}.template.json`), 'utf8')) as Template;
  return {
    folder,
    settings,
    primary: await template(names.primary),
    secondary: await template(names.secondary),
    static: await template(names.static),
    remove: () => rm(folder, { recursive: true }),
  };
};

/** Resources of one type, with their logical ids. */
export const ofType = (template: Template, type: string): readonly (readonly [string, Resource])[] =>
  Object.entries(template.Resources).filter(([, { Type }]) => Type === type);

/** The one resource of this type. */
export const theOnly = (template: Template, type: string): readonly [string, Resource] => {
  const [first, ...others] = ofType(template, type);
  if (first === undefined || others.length > 0) throw new Error(`expected one ${type}`);
  return first;
};

/** `METHOD /path` of a method. */
export const callOf = (template: Template, { Properties }: Resource): string =>
  `${String(Properties.HttpMethod)} ${pathOf(template, Properties.ResourceId.Ref)}`;

/** Of a resource of the API. */
function pathOf(template: Template, id: string | undefined): string {
  const { ParentId, PathPart } = template.Resources[id ?? '']?.Properties ?? {};
  return PathPart === undefined ? '' : `${pathOf(template, ParentId.Ref)}/${String(PathPart)}`;
}
