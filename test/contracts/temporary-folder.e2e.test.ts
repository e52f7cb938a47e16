import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MODULE = fileURLToPath(new URL('../../contracts/temporary-folder.ts', import.meta.url));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'temporary-folder-test-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs this code, with `temporaryFolder` in scope and a temporary folder of its own; resolves with what it printed. */
async function run(code: string, signal?: NodeJS.Signals): Promise<string> {
  const source = `import { temporaryFolder } from ${JSON.stringify(MODULE)}; ${code}`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', source], {
    env: { TMPDIR: folder },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
    if (signal !== undefined) child.kill(signal);
  });
  await once(child, 'close');
  return printed.trim();
}

const STAYS = "console.log(temporaryFolder('local').folder); setInterval(() => undefined, 1000);";

describe('a temporary folder', () => {
  it('is below the system’s, and gone when its process has ended', async () => {
    const made = await run("console.log(temporaryFolder('local').folder);");
    expect(made.startsWith(join(folder, 'vonage-voice-failover-'))).toBe(true);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('of a killed process is removed at the next start; those of living processes and other files stay', async () => {
    const left = await run(STAYS, 'SIGKILL');
    expect(existsSync(left)).toBe(true);
    const living = `vonage-voice-failover-${process.pid}-local-a`;
    for (const name of [living, 'vonage-voice-failover-notes', 'other-99999999-a'])
      mkdirSync(join(folder, name));
    writeFileSync(join(left, 'bundle.js'), '');
    await run("temporaryFolder('smoke');");
    expect(readdirSync(folder).toSorted()).toEqual([
      'other-99999999-a',
      living,
      'vonage-voice-failover-notes',
    ]);
  });

  it('can be removed twice', async () => {
    expect(
      await run("const { remove } = temporaryFolder('a'); remove(); remove(); console.log('done');"),
    ).toBe('done');
  });
});
