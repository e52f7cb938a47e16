import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Template } from './template.ts';

interface AssetManifest {
  readonly files?: Readonly<Record<string, { readonly source: { readonly path?: string } }>>;
}

const BUNDLE = 'index.cjs';

/**
 * Functions whose code is not exactly one bundled file, such as a whole folder.
 * @param folder of the cloud assembly
 */
export const findUnbundled = (
  folder: string,
  stackName: string,
  { Resources = {} }: Template,
): readonly string[] => {
  const manifest = JSON.parse(
    readFileSync(join(folder, `${stackName}.assets.json`), 'utf8'),
  ) as AssetManifest;
  return Object.entries(Resources).flatMap(([id, { Type, Properties }]) => {
    if (Type !== 'AWS::Lambda::Function') return [];
    const key = (Properties?.['Code'] as { readonly S3Key?: string } | undefined)?.S3Key;
    const path = manifest.files?.[key?.replace(/\.zip$/, '') ?? '']?.source.path;
    if (path === undefined) return [`${id}: its code is no asset of this assembly`];
    const found = readdirSync(join(folder, path));
    return found.length === 1 && found[0] === BUNDLE
      ? []
      : [`${id}: expected ${BUNDLE} alone in ${path}, found ${found.join(', ')}`];
  });
};
