import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Where } from '../deployment.ts';
import { AssemblyError } from './assembly-error.ts';
import type { Asset } from './stack-source.ts';

export interface AssetFile {
  /** Relative to the asset, with `/`. */
  readonly name: string;
  readonly path: string;
  readonly content: Buffer;
}

/** Files of an asset that is a folder, by name. */
export function filesOf(asset: Asset, where: Where): readonly AssetFile[] {
  if (!existsSync(asset.path) || !statSync(asset.path).isDirectory())
    throw new AssemblyError({
      where,
      expected: `the folder ${asset.path}`,
      found: existsSync(asset.path) ? 'a file' : 'nothing',
      todo: 'Deploy folders, not archives; or synthesize again: npm run synth.',
    });
  return readdirSync(asset.path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => ({
      name: relative(asset.path, path).split(sep).join('/'),
      path,
      content: readFileSync(path),
    }));
}
