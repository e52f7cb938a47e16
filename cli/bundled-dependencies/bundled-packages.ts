import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Metafile } from 'esbuild';
import { bundleOptions } from '../../infra/bundle.ts';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));

/** A package of which something is in a function's bundle. */
export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  /** As its package.json says it (an SPDX id, as a rule); `none` where it says nothing. */
  readonly licence: string;
  /** Routes whose bundles hold something of it. */
  readonly routes: readonly string[];
}

/** Every package in the functions' bundles, by name and version: what is deployed, not what is installed. */
export async function bundledPackages(): Promise<readonly BundledPackage[]> {
  const { metafile } = await build({
    ...bundleOptions({ outDir: 'never-written' }),
    metafile: true,
    write: false,
  });
  const packages = [...routesByFolder(metafile)].map(async ([folder, routes]) => ({
    ...(await describe(join(PROJECT, folder))),
    routes: [...routes].toSorted(),
  }));
  return (await Promise.all(packages)).toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

const keyOf = ({ name, version }: BundledPackage): string => `${name} ${version}`;

/** The folder of each package that leaves at least a byte in a bundle → the routes of those bundles. */
export function routesByFolder({
  outputs,
}: Pick<Metafile, 'outputs'>): ReadonlyMap<string, ReadonlySet<string>> {
  const routes = new Map<string, Set<string>>();
  for (const [output, { inputs }] of Object.entries(outputs)) {
    for (const [input, { bytesInOutput }] of Object.entries(inputs)) {
      const [folder] = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input) ?? [];
      if (folder === undefined || bytesInOutput === 0) continue;
      routes.set(folder, (routes.get(folder) ?? new Set()).add(basename(dirname(output))));
    }
  }
  return routes;
}

async function describe(folder: string): Promise<Omit<BundledPackage, 'routes'>> {
  const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as {
    readonly name: string;
    readonly version: string;
    readonly license?: unknown;
  };
  return { name, version, licence: typeof license === 'string' ? license : 'none' };
}
