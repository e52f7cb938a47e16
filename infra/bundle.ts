import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { BuildOptions, Plugin } from 'esbuild';
import { FUNCTION_NAMES } from './routes.ts';
import type { FunctionName } from './routes.ts';

const PROJECT = fileURLToPath(new URL('..', import.meta.url));
const CALL_FLOW = join(PROJECT, 'functions', 'call-flow.ts');

const withCallFlow = (replacement: string): Plugin => ({
  name: 'replace-call-flow',
  setup: ({ onResolve }) => {
    onResolve({ filter: /call-flow/ }, ({ resolveDir, path }) =>
      resolve(resolveDir, path) === CALL_FLOW ? { path: resolve(replacement) } : undefined,
    );
  },
});

export interface BundleOptions {
  readonly outDir: string;
  /** A file to bundle in the place of functions/call-flow.ts. */
  readonly replaceCallFlow?: string;
}

/**
 * How every handler of functions/ becomes `<outDir>/<function>/index.cjs`. CommonJS, because it loads faster than a module;
 * everything inside, because the SDK that Lambda supplies loads slower than a bundled one and changes by itself.
 */
export const bundleOptions = ({ outDir, replaceCallFlow }: BundleOptions) =>
  ({
    absWorkingDir: PROJECT,
    entryPoints: FUNCTION_NAMES.map((name) => ({ in: `functions/${name}/handler.ts`, out: `${name}/index` })),
    outdir: resolve(outDir),
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    minify: true,
    // Error names are read in logs and by handlers.
    keepNames: true,
    legalComments: 'none',
    charset: 'utf8',
    logLevel: 'warning',
    plugins: replaceCallFlow === undefined ? [] : [withCallFlow(replaceCallFlow)],
  }) satisfies BuildOptions;

/** Bundles every handler, and returns the folders. */
export const bundleHandlers = async (
  options: BundleOptions,
): Promise<Readonly<Record<FunctionName, string>>> => {
  await build(bundleOptions(options));
  return Object.fromEntries(
    FUNCTION_NAMES.map((name) => [name, join(resolve(options.outDir), name)]),
  ) as Record<FunctionName, string>;
};
