import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCold } from '../../../cli/bench/cold-start.ts';

describe('npm run bench', () => {
  const start = (...args: string[]) => {
    const child = spawn(process.execPath, ['vvf.mjs', 'bench', ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const said = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (said.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said.stderr += text));
    return { child, said, closed: once(child, 'close') as Promise<[number]> };
  };
  const foldersOf = async (pid: number | undefined) =>
    (await readdir(tmpdir())).filter((name) => name.includes(`-${String(pid)}-bench-`));

  it('shows every route beside an empty handler, judges, and leaves nothing', async () => {
    const { child, said, closed } = start('--samples', '1');
    const [code] = await closed;
    const rows = [
      ...said.stdout.matchAll(/^(\S.*?) +[\d.]+ ms +([\d.]+) +[\d.]+ ms +([\d.]+) +[\d.]+ kB$/gm),
    ];
    expect(rows.map(([, name]) => name)).toEqual([
      'an empty handler',
      'answer',
      'event',
      'websocket-disconnected',
      'fallback',
      'health',
    ]);
    expect(rows[0]?.slice(2)).toEqual(['1.00', '1.00']);
    expect(said.stdout).toMatch(/Warm, answer takes [\d.]+ ms/);
    // One start a round is no measurement: on a busy machine it may exceed the limit.
    const verdict = { 0: 'Pass', 1: 'Fail', 2: 'Unknown' }[code];
    expect(said.stdout).toMatch(new RegExp(`^${verdict}`, 'm'));
    expect(await foldersOf(child.pid)).toEqual([]);
  });

  it('stops at Ctrl-C, with everything that it has started', async () => {
    const { child, said, closed } = start('--samples', '50');
    while (!said.stderr.includes('Measuring')) await once(child.stderr, 'data');
    child.kill('SIGINT');
    // Standard output and error are closed when no process holds them any more.
    expect(await closed).toEqual([130, null]);
    expect(said.stderr).toMatch(/Interrupted\.\n$/);
    expect(await foldersOf(child.pid)).toEqual([]);
  });
});

describe('a cold start', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cold-start-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  /** Starts a handler of this code. */
  const cold = async (name: string, code: string) => {
    await mkdir(join(folder, name));
    await writeFile(join(folder, name, 'index.cjs'), code);
    return startCold({
      name,
      folder: join(folder, name),
      variables: { _HANDLER: 'index.handler', ANSWER: '{"statusCode":200}' },
      request: () => ({ headers: {}, body: null }),
    });
  };
  const BLOCK_MS = 400;
  const BLOCK = `const until = performance.now() + ${BLOCK_MS}; while (performance.now() < until);`;
  const HANDLER = 'exports.handler = async () => JSON.parse(process.env.ANSWER);';

  // Bounds from below, by the clock: they hold however busy the machine is. A start without the block takes a tenth of it.
  it('has what loading takes in both times, and what answering takes in the second', async () => {
    const loads = await cold('loads', `${BLOCK} ${HANDLER}`);
    expect(loads.loadedMs + loads.waitedMs).toBeGreaterThanOrEqual(BLOCK_MS);
    expect(loads.answeredMs + loads.waitedMs).toBeGreaterThan(loads.loadedMs);
    const answers = await cold(
      'answers',
      `exports.handler = async () => { ${BLOCK} return { statusCode: 200 }; };`,
    );
    expect(answers.answeredMs + answers.waitedMs - answers.loadedMs).toBeGreaterThanOrEqual(BLOCK_MS);
  });

  it('leaves out what was spent waiting for a core', async () => {
    const busy = Array.from({ length: 4 * availableParallelism() }, () =>
      spawn(
        process.execPath,
        ['-e', 'const until = performance.now() + 30_000; while (performance.now() < until);'],
        {
          stdio: 'ignore',
        },
      ),
    );
    try {
      await Promise.all(busy.map((child) => once(child, 'spawn')));
      const startedMs = performance.now();
      const { answeredMs, waitedMs } = await cold('waits', HANDLER);
      const allMs = performance.now() - startedMs;
      // Where the kernel does not say, nothing is left out.
      if (process.platform === 'linux') expect(waitedMs).toBeGreaterThan(20);
      expect(answeredMs).toBeLessThan(allMs - waitedMs + 1);
    } finally {
      for (const child of busy) child.kill('SIGKILL');
    }
  });

  it.each([
    [
      'refuses',
      'exports.handler = async () => ({ statusCode: 502, body: "why" });',
      /answer .* 200, found: .*502.*why/,
    ],
    ['throws', 'exports.handler = async () => { throw new Error("oops"); };', /Error: oops/],
    ['cannot load', 'require("nowhere");', /Cannot find module 'nowhere'/],
  ])('of a handler that %s is an error that says why', async (name, code, says) => {
    const failed = cold(name, code);
    await expect(failed).rejects.toThrow(says);
    await expect(failed).rejects.toThrow('To fix this: npm run drill -- --scenario healthy');
  });
});
