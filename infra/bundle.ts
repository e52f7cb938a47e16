import { readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, transform } from 'esbuild';
import type { BuildOptions, Plugin } from 'esbuild';
import { CALL_FLOW, CALL_FLOWS } from '#own/files.ts';
import { FUNCTION_NAMES } from '../contracts/routes.ts';
import type { FunctionName } from '../contracts/routes.ts';
import { loadCallFlow } from './load-call-flow.ts';
import { leaveOut } from './left-out.ts';

const PROJECT = fileURLToPath(new URL('..', import.meta.url));
/** The files that the handlers import. */
const IMPORTED = join(PROJECT, 'functions', 'call-flow.ts');
const IMPORTED_FLOWS = join(PROJECT, 'functions', 'call-flows.ts');

/**
 * Bundles the call flows from their files, and keeps the names of its functions: who reads the stack of a call flow that threw wrote them.
 * Names of other functions are not kept: that takes 2 ms of each cold start.
 */
const withCallFlows = (callFlow: string, callFlows: string): Plugin => ({
  name: 'call-flow',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /call-flow/ }, ({ resolveDir, path, importer }) => {
      const imported = resolve(resolveDir, path);
      // A file in its place may import it: the drill breaks the steps of the user's own.
      if (importer !== resolve(callFlow) && imported === IMPORTED)
        return { path: resolve(callFlow), pluginData: KEEP_NAMES };
      return imported === IMPORTED_FLOWS ? { path: resolve(callFlows), pluginData: KEEP_NAMES } : undefined;
    });
    // A flow in a file of its own.
    onResolve({ filter: /^\.{1,2}\// }, ({ resolveDir, path, importer }) =>
      importer === resolve(callFlows)
        ? { path: resolve(resolveDir, path), pluginData: KEEP_NAMES }
        : undefined,
    );
    onLoad({ filter: /\.[cm]?[jt]s$/ }, async ({ path, pluginData }) => {
      if (pluginData !== KEEP_NAMES) return undefined;
      const named = transform(await readFile(path, 'utf8'), {
        loader: 'ts',
        keepNames: true,
        sourcefile: basename(path),
        sourcemap: 'inline',
      });
      // A mistake in it is reported by the build, with its place.
      return named.then(({ code }) => ({ contents: code })).catch(() => undefined);
    });
  },
});
const KEEP_NAMES = Symbol('keep names');

export interface BundleOptions {
  readonly outDir: string;
  /** The file to bundle as functions/call-flow.ts; the user's where none is given. */
  readonly callFlow?: string;
  /** The file to bundle as functions/call-flows.ts; the user's where none is given. */
  readonly callFlows?: string;
}

/**
 * Builds every handler of functions/ into `<outDir>/<function>/index.cjs`. CommonJS loads faster than a module. The AWS SDK
 * is bundled too: the one that Lambda supplies loads slower, and changes without a deployment.
 */
export const bundleOptions = ({ outDir, callFlow = CALL_FLOW, callFlows = CALL_FLOWS }: BundleOptions) =>
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
    legalComments: 'none',
    charset: 'utf8',
    logLevel: 'warning',
    plugins: [withCallFlows(callFlow, callFlows), leaveOut()],
  }) satisfies BuildOptions;

/**
 * Bundles what checks a call flow (functions/check-flow) with that call flow.
 * @returns the bundle, and the files of the call flow itself: without the project's own that it imports
 */
export const bundleFlowCheck = async ({
  outDir,
  callFlow,
  callFlows,
}: Required<BundleOptions>): Promise<{ readonly file: string; readonly sources: readonly string[] }> => {
  const { metafile } = await build({
    ...bundleOptions({ outDir, callFlow, callFlows }),
    entryPoints: [{ in: 'functions/check-flow/main.ts', out: 'check-flow' }],
    minify: false,
    sourcemap: 'inline',
    logLevel: 'silent',
    metafile: true,
  });
  return {
    file: join(resolve(outDir), 'check-flow.cjs'),
    sources: Object.keys(metafile.inputs)
      .filter((input) => !/^(?:contracts|ncco|functions\/[^/]+)\/|node_modules\//.test(input))
      .map((input) => resolve(PROJECT, input)),
  };
};

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
