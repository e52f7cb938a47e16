import { fork } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { isAlive } from '../../../contracts/is-alive.ts';
import { temporaryFolder } from '../../../contracts/temporary-folder.ts';
import { freePorts } from '../../../emulator/network/free-ports.ts';
import { startApplication } from '../../../emulator/outside/start-application.ts';

const { folder, remove } = temporaryFolder('start-application');
afterAll(remove);

/** Says its pid, and does not end by itself, nor by a SIGTERM if it is stubborn. */
const SERVER = `
  console.log(process.pid);
  if (process.env.STUBBORN) process.on('SIGTERM', () => {});
  require('node:http').createServer((_request, response) => response.end(process.env.GREETING)).listen(Number(process.env.PORT), '127.0.0.1');
`;
const file = join(folder, 'app.cjs');
writeFileSync(file, SERVER);
const command = `"${process.execPath}" "${file}"`;

const port = async (): Promise<string> => String((await freePorts(1))[0]);

async function gone(pid: number): Promise<boolean> {
  for (let looks = 0; looks < 100 && isAlive(pid); looks++) await sleep(50);
  return !isAlive(pid);
}

it.each([
  ['', {}],
  [', also one that ignores SIGTERM', { STUBBORN: 'yes' }],
])('starts an application with its environment, and ends it%s', async (_how, more) => {
  const PORT = await port();
  const started = await startApplication(command, { PORT, GREETING: 'hello', ...more });
  expect(await (await fetch(`http://127.0.0.1:${PORT}`)).text()).toBe('hello');
  const pid = Number(started.output());
  expect(isAlive(pid)).toBe(true);
  await started.stop();
  await started.stop();
  expect(await gone(pid)).toBe(true);
});

it('starts it with the PATH that the user has: without the programs of this project, which npm puts first', async () => {
  const path = process.env['PATH'];
  const own = fileURLToPath(new URL('../../../node_modules/.bin', import.meta.url));
  process.env['PATH'] = [own, path].join(delimiter);
  try {
    const ends = `"${process.execPath}" -e "console.error('PATH is ' + process.env.PATH); process.exit(3)"`;
    const error: unknown = await startApplication(ends, { PORT: await port() }).catch(
      (thrown: unknown) => thrown,
    );
    const folders = /^PATH is (.*)$/m.exec(String(error))?.[1]?.split(delimiter);
    expect(folders).toEqual(path?.split(delimiter).filter((folder) => folder !== own));
  } finally {
    process.env['PATH'] = path;
  }
});

it('gives on what an application writes, and says how it has ended', async () => {
  let written = '';
  const PORT = await port();
  const started = await startApplication(command, { PORT }, (text) => (written += text));
  process.kill(Number(started.output()), 'SIGKILL');
  expect(await started.ended).toMatch(/SIGKILL|exit code 137/);
  expect(written).toBe(started.output());
});

it('says what an application wrote that ends at once, and one that cannot be found', async () => {
  const PORT = await port();
  await expect(
    startApplication(`"${process.execPath}" -e "console.error('no database'); process.exit(3)"`, { PORT }),
  ).rejects.toThrow(
    new RegExp(
      `Expected that .* listens on the port of the environment variable PORT \\(${PORT}\\) within 20 s; found that it ended \\(exit code 3\\).\\nIt wrote:\\nno database`,
    ),
  );
  await expect(startApplication('no-such-command', { PORT })).rejects.toThrow(
    /exit code 127.*\nIt wrote:\n.*no-such-command/s,
  );
});

it.each(['SIGKILL', 'SIGTERM'] as const)(
  'ends the application where what started it gets %s',
  async (signal) => {
    const starter = join(folder, 'starter.mjs');
    const source = new URL('../../../emulator/outside/start-application.ts', import.meta.url).href;
    const PORT = await port();
    writeFileSync(
      starter,
      `const { startApplication } = await import(${JSON.stringify(source)});
     const started = await startApplication(${JSON.stringify(command)}, { PORT: '${PORT}' });
     process.send(Number(started.output()));
     setInterval(() => {}, 1000);`,
    );
    // A process group of its own: the signal reaches all its processes, as of a terminal.
    const child = fork(starter, [], { execArgv: ['--experimental-strip-types'], detached: true });
    const pid = await new Promise<number>((resolve) =>
      child.once('message', (said) => resolve(Number(said))),
    );
    expect(isAlive(pid)).toBe(true);
    process.kill(signal === 'SIGTERM' ? -(child.pid ?? 0) : (child.pid ?? 0), signal);
    expect(await gone(pid)).toBe(true);
    // Its port is free again.
    await new Promise<void>((resolve, reject) => {
      const server = createServer()
        .once('error', reject)
        .listen(Number(PORT), '127.0.0.1', () => server.close(() => resolve()));
    });
  },
);
