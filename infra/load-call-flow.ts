import { createRequire } from 'node:module';
import { dirname, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileFunction } from 'node:vm';
import { build } from 'esbuild';
import { describe } from '../ncco/problem.ts';

const PROJECT = fileURLToPath(new URL('..', import.meta.url));

/** A file in place of functions/call-flow.ts from which the functions could not start. */
export class CallFlowError extends Error {
  override readonly name = 'CallFlowError';
}

/**
 * The call flow of a file (what `defineFlow` of functions/ returns), built and run as in Lambda: as CommonJS, in this process.
 * Read anew each time.
 * @throws CallFlowError where its code throws or it exports no call flow; esbuild's BuildFailure
 */
export async function loadCallFlow(file: string): Promise<object> {
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
  const where = relative(PROJECT, path);
  const { callFlow } = run(outputFiles[0]?.text ?? '', path, where);
  if (isCallFlow(callFlow)) return callFlow;
  throw new CallFlowError(
    `${where}: expected "export const callFlow = defineFlow({ start, rungs })", found ${foundIn(callFlow)}. ${FIX} (docs/call-flows.md).`,
  );
}

const FIX =
  "To fix this: import defineFlow from functions/define-flow.ts; give it as start the function that returns a call's first NCCO, and as rungs what a caller hears after the bot";

function run(code: string, path: string, where: string): { readonly callFlow?: unknown } {
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

/** What every call flow of `defineFlow` has. */
const PARTS = { start: 'function', steps: 'object', rungs: 'object', knownAs: 'object' } as const;

const isCallFlow = (callFlow: unknown): callFlow is object =>
  typeof callFlow === 'object' &&
  callFlow !== null &&
  Object.entries(PARTS).every(
    ([name, type]) => typeof (callFlow as Readonly<Record<string, unknown>>)[name] === type,
  );

function foundIn(callFlow: unknown): string {
  if (callFlow === undefined) return 'no export callFlow';
  // As call flows were before they had steps, with the rungs as a second export.
  return typeof callFlow === 'function' ? 'a function' : describe(callFlow);
}
