import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileFunction } from 'node:vm';
import { build } from 'esbuild';
import type { CreateWebhook, ParseSecret } from '../judge-in-process.ts';
import type { Check } from './check.ts';

const PROJECT = fileURLToPath(new URL('../../..', import.meta.url));
const EXPORTS = `
  export { createWebhook } from './functions/webhook/webhook.ts';
  export { parseSignatureSecret } from './contracts/signature-secret.ts';
`;

export interface Verifier {
  readonly createWebhook: CreateWebhook;
  readonly parseSignatureSecret: ParseSecret;
}

/**
 * The verifier as it is in functions/, without one check; whole where none is named.
 * @throws where the check is not, or no longer, in its file
 */
export async function verifierWithout(check?: Check): Promise<Verifier> {
  const path = check && join(PROJECT, 'functions', check.file);
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
          onLoad({ filter: /[/\\]functions[/\\].*\.ts$/ }, async ({ path: loaded }) =>
            check && loaded === path
              ? { contents: without(check, await readFile(loaded, 'utf8')), loader: 'ts' }
              : undefined,
          );
        },
      },
    ],
  });
  const module = { exports: {} };
  compileFunction(outputFiles[0]?.text ?? '', ['require', 'module', 'exports'])(
    createRequire(import.meta.url),
    module,
    module.exports,
  );
  return module.exports as Verifier;
}

function without({ name, file, find, replace }: Check, source: string): string {
  const times = source.split(find).length - 1;
  if (times === 1) return source.replace(find, () => replace);
  throw new Error(
    `The check "${name}": expected \`${find}\` once in functions/${file}, found it ${String(times)} times. ` +
      'Write down in drill/callbacks/checks/checks.ts where it has gone.',
  );
}
