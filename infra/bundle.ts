import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { BuildOptions, Plugin } from 'esbuild';
import { CALL_FLOW } from '#own/files.ts';
import { FUNCTION_NAMES } from '../contracts/routes.ts';
import type { FunctionName } from '../contracts/routes.ts';
import { loadCallFlow } from './load-call-flow.ts';

const PROJECT = fileURLToPath(new URL('..', import.meta.url));
/** The file that the handlers import. */
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
 * Builds every handler of functions/ into `<outDir>/<function>/index.cjs`. CommonJS loads faster than a module. The AWS SDK
 * is bundled too: the one that Lambda supplies loads slower, and changes without a deployment.
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
    // Logs and handlers use the names of errors.
    keepNames: true,
    legalComments: 'none',
    charset: 'utf8',
    logLevel: 'warning',
    plugins: [withCallFlow(callFlow)],
  }) satisfies BuildOptions;

/**
 * Bundles every handler, and returns the folders.
 * @throws CallFlowError, esbuild's BuildFailure
 */
export const bundleHandlers = async (
  options: BundleOptions,
): Promise<Readonly<Record<FunctionName, string>>> => {
  await build(bundleOptions(options));
  await loadCallFlow(options.callFlow ?? CALL_FLOW);
  return Object.fromEntries(
    FUNCTION_NAMES.map((name) => [name, join(resolve(options.outDir), name)]),
  ) as Record<FunctionName, string>;
};
