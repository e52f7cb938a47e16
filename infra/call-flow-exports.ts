import { createRequire } from 'node:module';
import { dirname, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileFunction } from 'node:vm';
import { build } from 'esbuild';
import { CallFlowError } from './call-flow-error.ts';

const PROJECT = fileURLToPath(new URL('..', import.meta.url));

export type Exports = Readonly<Record<string, unknown>>;

/**
 * What a file of call flows exports, built and run as in Lambda: as CommonJS, in this process. Read anew each time.
 * @throws CallFlowError where its code throws; esbuild's BuildFailure
 */
export async function exportsOf(file: string): Promise<Exports> {
  const path = resolve(file);
  const { outputFiles } = await build({
    absWorkingDir: PROJECT,
    entryPoints: [path],
    bundle: true,
    platform: 'node',
    target: `node${process.versions.node}`,
    format: 'cjs',
    write: false,
    logLevel: 'silent',
  });
  return run(outputFiles[0]?.text ?? '', path, relative(PROJECT, path));
}

function run(code: string, path: string, where: string): Exports {
  const module = { exports: {} };
  try {
    const names = ['require', 'module', 'exports', '__filename', '__dirname'];
    const load = compileFunction(code, names, { filename: path });
    load(createRequire(path), module, module.exports, path, dirname(path));
  } catch (error) {
    throw new CallFlowError(
      `${where}: expected code that can be loaded, found that it throws: ${String(error)}. To fix this: call in it only what works before the first call.`,
      { cause: error },
    );
  }
  return module.exports;
}
