import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stop as stopEsbuild } from 'esbuild';
import { Bundles } from '../../../cli/local/bundles.ts';
import { createReload } from '../../../cli/local/reload.ts';
import type { ReloadOptions } from '../../../cli/local/reload.ts';

let folder: string;
let said: string[];
let replaced: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reload-'));
  said = [];
  replaced = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

afterAll(() => stopEsbuild());

const CHANGE = { files: ['functions/call-flow.ts'], calls: 'bundles' } as const;
const reloadWith = (bundles: Pick<Bundles, 'build'>, signal = new AbortController().signal) =>
  createReload({
    running: {
      emulator: {
        replaceBundle: (role: string, route: string, path: string) =>
          Promise.resolve(void replaced.push(`${role} ${route} ${path.slice(folder.length)}`)),
      },
    } as unknown as ReloadOptions['running'],
    parts: {} as ReloadOptions['parts'],
    bundles: bundles as Bundles,
    folder,
    synthesis: {},
    say: (text) => void said.push(text),
    onReplaced: () => Promise.resolve(),
    signal,
  });

describe('a saved change of the functions', () => {
  it('replaces every route’s bundle in both regions, each time by a new folder', async () => {
    const reload = reloadWith({ build: () => Promise.resolve(true) });
    await reload(CHANGE);
    expect(replaced).toHaveLength(10);
    expect(replaced).toContain('primary answer /reload-1/answer');
    expect(replaced).toContain('secondary websocket-disconnected /reload-1/websocket-disconnected');
    expect(said[0]).toMatch(/^functions\/call-flow\.ts changed: reloaded \(\d+ ms\)$/);
    await reload(CHANGE);
    expect(replaced).toContain('primary answer /reload-2/answer');
  });

  it('that are saved during a reload are one more reload, and one message', async () => {
    const running = Promise.withResolvers<boolean>();
    const builds = [running.promise, Promise.resolve(true)];
    const reload = reloadWith({ build: () => builds.shift() ?? Promise.resolve(true) });
    const first = reload(CHANGE);
    // The first one runs from the next turn on.
    await Promise.resolve();
    const others = [
      reload({ files: ['functions/b.ts'], calls: 'bundles' }),
      reload({ files: ['functions/a.ts', 'functions/b.ts'], calls: 'bundles' }),
    ];
    running.resolve(true);
    await Promise.all([first, ...others]);
    expect(said).toEqual([
      expect.stringMatching(/^functions\/call-flow\.ts changed: reloaded/),
      expect.stringMatching(/^functions\/a\.ts and 1 more changed: reloaded/),
    ]);
  });

  it('replaces nothing where no bundle differs', async () => {
    await reloadWith({ build: () => Promise.resolve(false) })(CHANGE);
    expect(replaced).toEqual([]);
    expect(said[0]).toContain('no bundle changed');
  });

  it('that is wrong is said, with its place, and the old stays', async () => {
    const location = {
      file: 'functions/call-flow.ts',
      line: 3,
      column: 9,
      lineText: 'const x = {;',
      length: 1,
    };
    const failure = { errors: [{ text: 'Expected identifier but found ";"', location }] };
    await reloadWith({ build: () => Promise.reject(Object.assign(new Error('failed'), failure)) })(CHANGE);
    expect(replaced).toEqual([]);
    expect(said[0]).toContain(
      'functions/call-flow.ts changed, but could not be loaded; the former version keeps running',
    );
    expect(said[0]).toContain('functions/call-flow.ts:3:9');
    expect(said[0]).toContain('const x = {;');
  });

  it('is left alone once the local system stops', async () => {
    await reloadWith({ build: () => Promise.resolve(true) }, AbortSignal.abort())(CHANGE);
    expect(replaced).toEqual([]);
    expect(said).toEqual([]);
  });
});

describe('bundles', () => {
  it('are built as they are deployed, tell whether they changed, and know their source', async () => {
    const bundles = new Bundles();
    expect(await bundles.build(join(folder, 'one'))).toBe(true);
    expect(await bundles.build(join(folder, 'two'))).toBe(false);
    const file = join(folder, 'two', 'answer', 'index.cjs');
    expect(readdirSync(join(folder, 'two', 'answer'))).toEqual(['index.cjs']);
    const text = readFileSync(file, 'utf8');
    const at = text.indexOf('call-flow-too-slow');
    const line = text.slice(0, at).split('\n').length;
    const column = at - text.lastIndexOf('\n', at);
    expect(await bundles.placeOf(file, line, column)).toMatchObject({
      file: 'functions/webhook/serve-flow.ts',
      text: expect.stringContaining("code: 'call-flow-too-slow'"),
    });
    expect(await bundles.placeOf(join(folder, 'nowhere.cjs'), 1, 1)).toBeUndefined();
  });
});
