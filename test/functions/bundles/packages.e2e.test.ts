import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { bundleOptions } from '../../../infra/bundle.ts';

const PROJECT = fileURLToPath(new URL('../../..', import.meta.url));

/** What @vonage/jwt brings along, but for what is left out (infra/left-out.ts). */
const JWT = ['@vonage/jwt', 'jsonwebtoken', 'jwa', 'jws', 'safe-buffer'];

/** Every file that ends up in a route's bundle. */
async function filesIn(route: string): Promise<string[]> {
  const { metafile } = await build({
    absWorkingDir: PROJECT,
    entryPoints: [`functions/${route}/handler.ts`],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    minify: true,
    metafile: true,
    write: false,
    outfile: 'index.cjs',
    plugins: bundleOptions({ outDir: 'never-written' }).plugins,
  });
  const [output] = Object.values(metafile.outputs);
  return Object.entries(output?.inputs ?? {})
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .map(([path]) => path);
}

/** Every package that ends up in a route's bundle. */
async function packagesIn(route: string): Promise<string[]> {
  const names = (await filesIn(route))
    .map((path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1])
    .filter((name) => name !== undefined);
  return [...new Set(names)].sort();
}

describe('what a cold start loads', () => {
  // A new name here costs every cold start: measure it, then add it. An SDK client never belongs here.
  it.each(['answer', 'fallback', 'health'])('in %s is exactly this', async (route) => {
    expect(await packagesIn(route)).toEqual(['@middy/core', ...JWT, 'valibot'].sort());
  });

  it('in synthetic-check is what reads settings, and nothing that verifies', async () => {
    expect(await packagesIn('synthetic-check')).toEqual(['valibot']);
  });

  it.each(['event', 'websocket-disconnected'])('in %s is no SDK client', async (route) => {
    expect((await packagesIn(route)).filter((name) => /^@(aws-sdk|smithy)\//.test(name))).toEqual([]);
  });

  it.each(['answer', 'health', 'synthetic-check'])('in %s is nothing of the journal', async (route) => {
    expect((await filesIn(route)).filter((path) => path.includes('journal'))).toEqual([]);
  });
});
