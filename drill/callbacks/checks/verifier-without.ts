import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileFunction } from 'node:vm';
import { build } from 'esbuild';
import type { CreateWebhook, ParseSecret } from '../judge-in-process.ts';
import type { StateReader } from '../judge-state.ts';
import type { Check } from './check.ts';
import { namedFunctions, replaceFunction } from './named-functions.ts';

const PROJECT = fileURLToPath(new URL('../../..', import.meta.url));
const EXPORTS = `
  export { createWebhook } from './functions/webhook/webhook.ts';
  export { parseSignatureSecret } from './contracts/signature-secret.ts';
  export { idsOf, readCallState, writeCallState } from './functions/flow/call-state.ts';
  export { nextOfFlow } from './functions/flow/next-of-flow.ts';
`;

export interface Verifier extends StateReader {
  readonly createWebhook: CreateWebhook;
  readonly parseSignatureSecret: ParseSecret;
}

/**
 * The verifier as it is, without one check; whole where none is named.
 * @throws where its file has no function of that name
 */
export async function verifierWithout(check?: Check): Promise<Verifier> {
  const path = check && join(PROJECT, check.file);
  let isOut = check === undefined;
  const { outputFiles } = await build({
    absWorkingDir: PROJECT,
    stdin: { contents: EXPORTS, resolveDir: PROJECT, loader: 'ts' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    write: false,
    logLevel: 'silent',
    plugins: [
      {
        name: 'without-a-check',
        setup: ({ onLoad }) => {
          onLoad({ filter: /[/\\](?:functions|contracts)[/\\].*\.ts$/ }, async ({ path: loaded }) => {
            if (check === undefined || loaded !== path) return undefined;
            isOut = true;
            return { contents: without(check, await readFile(loaded, 'utf8')), loader: 'ts' };
          });
        },
      },
    ],
  });
  if (!isOut) throw new Error(`The check "${String(check?.name)}": the verifier loads no ${String(path)}.`);
  const module = { exports: {} };
  compileFunction(outputFiles[0]?.text ?? '', ['require', 'module', 'exports'])(
    createRequire(import.meta.url),
    module,
    module.exports,
  );
  return module.exports as Verifier;
}

function without({ name, file, of, instead }: Check, source: string): string {
  const functions = namedFunctions(source);
  const found = functions.find((each) => each.name === of);
  if (found !== undefined) return replaceFunction(source, found, String(instead));
  throw new Error(
    `The check "${name}": expected a function ${of} in ${file}, found ${functions.map((each) => each.name).join(', ')}. ` +
      'Write down in drill/callbacks/checks/checks.ts where it has gone.',
  );
}
