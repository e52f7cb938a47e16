import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { bundleHandlers } from '../../infra/bundle.ts';
import { FUNCTION_NAMES } from '../../contracts/routes.ts';
import { temporaryFolder } from './synthesized.ts';

const run = promisify(execFile);
const DEFINE_FLOW = fileURLToPath(new URL('../../functions/define-flow.ts', import.meta.url));
let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => rm(folder, { recursive: true }));

const hashOf = async (file: string) =>
  createHash('sha256')
    .update(await readFile(file))
    .digest('hex');

describe('bundleHandlers', () => {
  it('writes one CommonJS file for each function, and nothing beside', async () => {
    const outDir = join(folder, 'one');
    const bundles = await bundleHandlers({ outDir });
    expect(Object.keys(bundles)).toEqual(FUNCTION_NAMES);
    for (const name of FUNCTION_NAMES) {
      expect(bundles[name]).toBe(join(outDir, name));
      expect(await readdir(bundles[name])).toEqual(['index.cjs']);
    }
  });

  it('writes the same bytes wherever it writes them, so that nothing is deployed without a change', async () => {
    const [first, second] = [join(folder, 'first'), join(folder, 'deeper', 'second')];
    await bundleHandlers({ outDir: first });
    await bundleHandlers({ outDir: second });
    for (const name of FUNCTION_NAMES) {
      expect(await hashOf(join(first, name, 'index.cjs'))).toBe(
        await hashOf(join(second, name, 'index.cjs')),
      );
    }
  });

  it('writes handlers that a plain Node loads, with no node_modules beside them', async () => {
    const bundles = await bundleHandlers({ outDir: join(folder, 'loaded') });
    const script = 'console.log(process.argv.slice(1).map((file) => typeof require(file).handler).join())';
    const files = Object.values(bundles).map((bundle) => join(bundle, 'index.cjs'));
    const { stdout } = await run(process.execPath, ['-e', script, ...files], { cwd: folder });
    expect(stdout.trim()).toBe(FUNCTION_NAMES.map(() => 'function').join());
  });

  it('leaves every AWS SDK client out of what answers a call, and of what checks that it does', async () => {
    const bundles = await bundleHandlers({ outDir: join(folder, 'sdk') });
    for (const route of ['answer', 'fallback', 'health', 'synthetic-check'] as const) {
      const text = await readFile(join(bundles[route], 'index.cjs'), 'utf8');
      expect(text).not.toMatch(/@aws-sdk|@smithy|smithy\.api/);
    }
  });

  it('refuses a call flow that the functions could not start with', async () => {
    const callFlow = join(folder, 'old-call-flow.ts');
    await writeFile(callFlow, 'export const callFlow = () => []; export const rungs = {};');
    await expect(bundleHandlers({ outDir: join(folder, 'refused'), callFlow })).rejects.toThrow(
      'expected "export const callFlow = defineFlow({ start, rungs })", found a function',
    );
  });

  it("bundles another call flow in the real one's place, into every handler that has one", async () => {
    await mkdir(join(folder, 'flow'));
    const replacement = join(folder, 'flow', 'bad.ts');
    await writeFile(
      replacement,
      `import { defineFlow } from ${JSON.stringify(DEFINE_FLOW)};
       export const callFlow = defineFlow({ start: () => 'another call flow', rungs: {} });`,
    );
    const real = await bundleHandlers({ outDir: join(folder, 'real') });
    const replaced = await bundleHandlers({ outDir: join(folder, 'replaced'), callFlow: replacement });
    for (const route of ['answer', 'fallback'] as const) {
      expect(await readFile(join(real[route], 'index.cjs'), 'utf8')).not.toContain('another call flow');
      expect(await readFile(join(replaced[route], 'index.cjs'), 'utf8')).toContain('another call flow');
    }
  });
});
