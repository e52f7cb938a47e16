import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Plugin } from 'esbuild';
import { ROUTES } from './routes.ts';
import type { RouteName } from './routes.ts';

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

/**
 * Bundles every handler of functions/ into `<outDir>/<route>/index.cjs` and returns those folders.
 * CommonJS, because it loads faster than a module; everything inside, because the SDK that Lambda
 * supplies loads slower than a bundled one and changes by itself.
 * @param replaceCallFlow a file to bundle in the place of functions/call-flow.ts
 */
export const bundleHandlers = async ({
  outDir,
  replaceCallFlow,
}: {
  readonly outDir: string;
  readonly replaceCallFlow?: string;
}): Promise<Readonly<Record<RouteName, string>>> => {
  await build({
    absWorkingDir: PROJECT,
    entryPoints: ROUTES.map(({ name }) => ({ in: `functions/${name}/handler.ts`, out: `${name}/index` })),
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
  });
  return Object.fromEntries(ROUTES.map(({ name }) => [name, join(resolve(outDir), name)])) as Record<
    RouteName,
    string
  >;
};
