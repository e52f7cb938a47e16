import { execFile } from 'node:child_process';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { OWN_FIXTURES } from '../../fixtures/own/environment.ts';
import { parseJson } from '../../../cli/link/json/lossless-json.ts';
import { startLinked, startText, text } from '../link/support/linked.ts';
import type { Linked } from '../link/support/linked.ts';

const VVF = fileURLToPath(new URL('../../../vvf.mjs', import.meta.url));

let linked: Linked;
beforeEach(async () => {
  linked = await startLinked();
});
afterEach(() => linked.stop());

/** In a shell that tells the command's own exit code. */
const shell = (line: string) =>
  new Promise<{ code: string; out: string }>((resolve) => {
    const env = { ...OWN_FIXTURES, PATH: process.env['PATH'], ...linked.env, NODE: process.execPath, VVF };
    const told = `${line}; echo "$` + '{PIPESTATUS[0]}" >&2';
    execFile('bash', ['-c', told], { env }, (_error, out, err) =>
      resolve({ code: err.trim().split('\n').at(-1) ?? '', out }),
    );
  });
const apply = () => `"$NODE" "$VVF" link apply --yes --outputs ${linked.outputs} --kept ${linked.kept}`;

describe('link apply --yes | head -1', () => {
  it('is done, tells the truth by its exit code, and keeps the rest of its words', async () => {
    // Meanwhile the reader has left.
    linked.api.lag(1_000);
    const { code, out } = await shell(`${apply()} | head -1`);
    linked.api.lag(0);
    expect([code, out]).toEqual(['0', expect.stringContaining('"Front desk')]);
    const [log = ''] = (await readdir(linked.kept)).filter((name) => name.endsWith('.log'));
    expect(await readFile(join(linked.kept, log), 'utf8')).toContain('is NEW. Read back and compared');
    expect((await linked.undo()).code).toBe(0);
  });

  it('puts back what the API wrote wrongly, also where the read-back fails once', async () => {
    linked.api.failNext('PUT', 'loses-messages');
    linked.api.failNext('GET', undefined, undefined, '500');
    const { code } = await shell(`${apply()} 2>&1 | head -1`);
    expect(code).toBe('1');
    expect(parseJson(text(linked.application()))).toEqual(parseJson(startText()));
    const names = await readdir(linked.kept);
    expect(names.filter((name) => !name.endsWith('.log'))).toEqual([]);
    expect(await readFile(join(linked.kept, names[0] ?? ''), 'utf8')).toContain('is OLD: read back');
  });
});
