import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const DOCS = fileURLToPath(new URL('../../../docs', import.meta.url));
const VVF = fileURLToPath(new URL('../../../vvf.mjs', import.meta.url));
/** Makes this Node say that it is another one. */
const AS_ANOTHER = `--import=data:text/javascript,Object.defineProperty(process,'versions',{value:{node:'20.1.0'}})`;

const start = (file: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
    const options = { cwd: DOCS, env: { ...process.env, ...env } };
    const child = execFile(file, args, options, (_, stdout, stderr) =>
      resolve({ code: child.exitCode, stdout, stderr }),
    );
  });

it('under another Node, no command runs, and it is said which one is expected', async () => {
  const { code, stdout, stderr } = await start(process.execPath, [AS_ANOTHER, VVF, 'deploy', '--help']);
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(/^Expected Node \d+, the major that is deployed to Lambda; found Node 20\.1\.0\.\n/);
});

it('npx vvf finds the command from a folder of the project, with nothing fetched, and passes on how it ended', async () => {
  const cache = mkdtempSync(join(tmpdir(), 'npm-cache-'));
  const npx = (...args: string[]) => start('npx', ['--offline', 'vvf', ...args], { npm_config_cache: cache });
  try {
    expect(await npx('help', 'deploy')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('npx vvf deploy'),
    });
    expect(await npx('deply')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Did you mean deploy?'),
    });
  } finally {
    rmSync(cache, { recursive: true });
  }
});
