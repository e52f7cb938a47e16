import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { BuildOptions, Plugin } from 'esbuild';
import { CALL_FLOW } from '#own/files.ts';
import { FUNCTION_NAMES } from '../contracts/routes.ts';
import type { FunctionName } from '../contracts/routes.ts';

const PROJECT = fileURLToPath(new URL('..', import.meta.url));
/** As the handlers name it. */
const IMPORTED = join(PROJECT, 'functions', 'call-flow.ts');

const withCallFlow = (callFlow: string): Plugin => ({
  name: 'call-flow',
  setup: ({ onResolve }) => {
    onResolve({ filter: /call-flow/ }, ({ resolveDir, path }) =>
      resolve(resolveDir, path) === IMPORTED ? { path: resolve(callFlow) } : undefined,
    );
  },
});

export interface BundleOptions {
  readonly outDir: string;
  /** The file to bundle as functions/call-flow.ts; the user's where none is given. */
  readonly callFlow?: string;
}

/**
 * How every handler of functions/ becomes `<outDir>/<function>/index.cjs`. CommonJS, because it loads faster than a module;
 * everything inside, because the SDK that Lambda supplies loads slower than a bundled one and changes by itself.
 */
export const bundleOptions = ({ outDir, callFlow = CALL_FLOW }: BundleOptions) =>
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
    plugins: [withCallFlow(callFlow)],
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
