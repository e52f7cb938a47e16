import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { twoRegions } from './cli/link/two-regions.ts';

/*
 * A relative path means the folder in which the user stands, whether npm starts the command (it moves to the project's folder)
 * or nothing does; a default means the project's folder.
 */

const PROJECT = fileURLToPath(new URL('..', import.meta.url));
const VVF = join(PROJECT, 'vvf.mjs');
const folder = mkdtempSync(join(tmpdir(), 'where-the-user-stands-'));
const there = (name: string): string => join(folder, name);
writeFileSync(there('outputs.json'), JSON.stringify(twoRegions));
writeFileSync(there('good.json'), '[{"action":"talk","text":"a"}]');
writeFileSync(there('list.txt'), '216.147.0.0/18');
afterAll(() => rmSync(folder, { recursive: true }));

interface Ran {
  readonly code: number;
  readonly output: string;
}
const start = (file: string, args: readonly string[], cwd = folder): Promise<Ran> =>
  new Promise((resolve) => {
    // An endpoint that refuses: no command goes further than to what it reads.
    const env = {
      ...process.env,
      AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
      AWS_ACCESS_KEY_ID: 'a',
      AWS_SECRET_ACCESS_KEY: 'a',
    };
    const child = execFile(file, args, { cwd, env }, (_, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, output: stdout + stderr }),
    );
  });
const npm = ([name = '', ...args]: readonly string[]): Promise<Ran> =>
  start('npm', ['--prefix', PROJECT, 'run', '--silent', name, '--', ...args]);
const node = (args: readonly string[]): Promise<Ran> => start(process.execPath, [VVF, ...args]);

describe.each([
  ['npm run', npm],
  ['vvf', node],
] as const)('%s, from another folder,', (_, run) => {
  it.each([
    ['a word', 'ncco check good.json', '1 file checked: 0 errors, 0 warnings'],
    ['a file that is read', 'ip-ranges check --file list.txt', 'in list.txt than in'],
    ['the outputs', 'rotate status --outputs outputs.json', 'http://127.0.0.1:9'],
    [
      'a file that is not there',
      'link plan --outputs none.json',
      'Expected the outputs of the deployed stacks in none.json, found',
    ],
    ['a file of a subcommand', 'link verify --outputs outputs.json --timeouts none.json', 'none.json'],
    ['a folder', 'deploy --plan --assembly none', 'none'],
  ])('reads %s beside the user: %s', async (_kind, line, says) => {
    expect((await run(line.split(' '))).output).toContain(says);
  });

  it('takes a default from the project, and names it from where the user stands', async () => {
    const { code, output } = await run(['calls']);
    expect(code).toBe(1);
    expect(output).toMatch(
      /Expected the outputs of the deployed stacks in \S*\.\.\/\S+\/cdk-outputs\.json, found/,
    );
  });
});

it('npm run, from a folder of the project, reads beside the user', async () => {
  const { output } = await start(
    'npm',
    ['run', '--silent', 'ncco', '--', 'check', 'link.md'],
    join(PROJECT, 'docs'),
  );
  expect(output).toMatch(/^link\.md line 1: error: expected valid JSON/);
});

it('npm run local writes beside the user, and ends well when npm gets a signal to stop', async () => {
  const args = ['--prefix', PROJECT, 'run', '--silent', 'local', '--', '--json', '--outputs', 'written.json'];
  const child = spawn('npm', args, { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  expect(Object.keys(JSON.parse(readFileSync(there('written.json'), 'utf8')) as object)).toHaveLength(3);
  child.kill('SIGINT');
  expect(await once(child, 'close')).toEqual([0, null]);
});
