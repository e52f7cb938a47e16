import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EmulatorNote } from '../../../contracts/history.ts';
import { startEmulator } from '../../../emulator/start-emulator.ts';
import { descendants, survivors } from '../descendants.ts';
import { listensOn } from '../listens-on.ts';
import { postSigned } from '../post-signed.ts';
import { synthesizedAssembly } from '../synthesized-assembly.ts';

let assembly: string;
beforeAll(async () => {
  assembly = await synthesizedAssembly();
}, 60_000);
afterAll(() => rmSync(assembly, { recursive: true }));

describe("the emulator's processes", () => {
  it('tells when a process of it ends by itself, and leaves none of its environments', async () => {
    const other = await startEmulator({ assembly });
    const heard: EmulatorNote[] = [];
    other.onNote((note) => heard.push(note));
    await postSigned(other, other.description.primary.answer);
    const port = new URL(other.description.primary.answer).port;
    const region = descendants(process.pid).find(({ pid }) => listensOn(pid, port));
    const environments = descendants(region?.pid ?? 0).map(({ pid }) => pid);
    expect(environments).toHaveLength(1);
    process.kill(region?.pid ?? 0, 'SIGKILL');
    expect(await survivors(environments)).toEqual([]);
    expect(heard).toEqual([
      expect.objectContaining({
        level: 'suspect',
        text: 'the primary region (eu-central-1) ended (SIGKILL)',
      }),
    ]);
    await expect(other.recycle('primary', 'answer')).rejects.toThrow('has ended');
    await other.stop();
  });

  it('ends with its main process, also when that is killed while a region is a black hole and a function hangs', async () => {
    const script = `
      const { startEmulator } = await import(process.argv[1]);
      const emulator = await startEmulator({ assembly: process.argv[2] });
      await emulator.breakRegion('secondary', 'black-hole');
      await emulator.warm('primary', 'fallback', 1);
      await emulator.breakFunction('primary', 'health', 'hangs');
      fetch(emulator.description.primary.health).catch(() => undefined);
      setTimeout(() => console.log('broken'), 500);`;
    const startEmulatorFile = new URL('../../../emulator/start-emulator.ts', import.meta.url).href;
    const main = spawn(process.execPath, ['--input-type=module', '-e', script, startEmulatorFile, assembly], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(main.stdout, 'data');
    const started = descendants(main.pid ?? 0);
    // API, journal, secrets, parameters and Lambda.
    expect(started.filter(({ command }) => command.includes('black-hole-process'))).toHaveLength(5);
    expect(started.filter(({ command }) => command.includes('environment-host'))).toHaveLength(2);
    main.kill('SIGKILL');
    expect(await survivors(started.map(({ pid }) => pid))).toEqual([]);
  });

  it('leaves no process behind when stopped, also with faults that are not undone', async () => {
    const before = descendants(process.pid).map(({ pid }) => pid);
    const other = await startEmulator({ assembly });
    await other.breakFunction('primary', 'answer', 'hangs');
    await other.breakRegion('secondary', 'black-hole');
    void postSigned(other, other.description.primary.answer).catch(() => undefined);
    await other.warm('primary', 'fallback', 2);
    const started = descendants(process.pid)
      .map(({ pid }) => pid)
      .filter((pid) => !before.includes(pid));
    expect(started.length).toBeGreaterThanOrEqual(4 + 5 + 3);
    await other.stop();
    await other.stop();
    expect(await survivors(started)).toEqual([]);
  });

  it.each<[string, (template: string) => string, string]>([
    [
      'a resource that it does not know',
      (text) => text.replaceAll('AWS::S3::Bucket"', 'AWS::S3::Table"'),
      'AWS::S3::Table',
    ],
    ['another runtime', (text) => text.replaceAll('nodejs24.x', 'nodejs18.x'), 'Runtime is nodejs18.x'],
  ])('refuses %s by name, and leaves no process behind', async (_case, change, message) => {
    const copy = mkdtempSync(join(tmpdir(), 'emulator-assembly-'));
    cpSync(assembly, copy, { recursive: true });
    for (const file of readdirSync(copy).filter((name) => name.endsWith('.template.json'))) {
      writeFileSync(join(copy, file), change(readFileSync(join(copy, file), 'utf8')));
    }
    const before = descendants(process.pid).length;
    await expect(startEmulator({ assembly: copy })).rejects.toThrow(message);
    expect(descendants(process.pid).length).toBeLessThanOrEqual(before);
    rmSync(copy, { recursive: true });
  });
});
