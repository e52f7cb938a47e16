import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { parseJson } from '../../../../cli/link/json/lossless-json.ts';
import type { JsonObject } from '../../../../cli/link/json/lossless-json.ts';
import { lockFolder } from '../../../../cli/link/write/lock-folder.ts';
import { startLinked, text } from '../support/linked.ts';
import type { Linked } from '../support/linked.ts';

let linked: Linked;
beforeEach(async () => {
  linked = await startLinked();
});
afterEach(() => linked.stop());

const lock = (by = 'link apply') => lockFolder(linked.kept, by, Date.now);
const claims = async () => (await readdir(linked.kept)).filter((name) => name.endsWith('.lock'));
/** As another process has left it. */
const leave = async (claim: object | string): Promise<string> => {
  await mkdir(linked.kept, { recursive: true });
  const file = join(linked.kept, 'left.lock');
  const whole = { by: 'link undo', pid: 0, host: hostname(), since: '2026-01-01T12:00:00.000Z' };
  await writeFile(file, typeof claim === 'string' ? claim : JSON.stringify({ ...whole, ...claim }));
  return file;
};
/** No process has this number. */
const NO_PROCESS = 2 ** 22 + 1;

describe('the lock of a folder', () => {
  it('lets one in at a time, however many ask', async () => {
    let inside = 0;
    let most = 0;
    let refused = 0;
    await Promise.all(
      Array.from({ length: 20 }, async () => {
        try {
          const free = await lock();
          most = Math.max(most, ++inside);
          await new Promise((resolve) => setTimeout(resolve, 20));
          inside -= 1;
          await free();
        } catch {
          refused += 1;
        }
      }),
    );
    expect(most).toBeLessThanOrEqual(1);
    expect(refused).toBeLessThanOrEqual(20);
    expect(await claims()).toEqual([]);
    await (
      await lock()
    )();
  });

  it('names the one that is at work, since when, and what to delete should it run no more', async () => {
    const file = await leave({ pid: process.ppid });
    await expect(lock()).rejects.toThrow(
      `found "link undo", since 2026-01-01T12:00:00.000Z (process ${String(process.ppid)} on ${hostname()}) at work. Nothing was written.`,
    );
    await expect(lock()).rejects.toThrow(`delete ${file}.`);
    expect(await claims()).toEqual(['left.lock']);
  });

  it.each([
    ['was killed', { pid: NO_PROCESS }],
    ['had the number of this one, in a container that starts anew', { pid: process.pid }],
  ])('takes the place of a process that %s', async (_case, claim) => {
    await leave(claim);
    const free = await lock();
    expect(await claims()).not.toContain('left.lock');
    await free();
    expect(await claims()).toEqual([]);
  });

  it.each([
    ['of another machine', { pid: NO_PROCESS, host: 'another' }],
    ['that cannot be read', 'half'],
  ])('respects a claim %s', async (_case, claim) => {
    await leave(claim);
    await expect(lock()).rejects.toThrow('at work');
    expect(await claims()).toEqual(['left.lock']);
  });

  it.each(['apply', 'undo', 'unlink'])('is respected by %s, which writes nothing then', async (command) => {
    await linked.apply();
    const before = text(linked.application());
    await leave({ pid: process.ppid });
    const more = command === 'undo' ? [] : ['--outputs', linked.outputs];
    const flags = command === 'apply' ? ['--primary', 'eu-west-1'] : [];
    const { code, stderr } = await linked.run([command, ...more, ...flags, '--kept', linked.kept, '--yes']);
    expect([code, linked.puts()]).toEqual([1, 1]);
    expect(stderr).toContain('at work. Nothing was written.');
    expect(text(linked.application())).toBe(before);
  });
});

describe('two operators at once', () => {
  /** Each with a value of its own, so that none can be taken for the other. */
  const pair = () => Promise.all([linked.apply(), linked.apply('--primary', 'eu-west-1')]);
  const entries = async () =>
    Promise.all(
      (await readdir(linked.kept))
        .filter((name) => name.endsWith('.json'))
        .sort()
        .map(
          async (name) =>
            parseJson(await readFile(join(linked.kept, name), 'utf8')) as JsonObject & {
              before: JsonObject;
              after: JsonObject;
            },
        ),
    );

  it('by one folder: each that says NEW is in the chain of what is kept, and nothing is overwritten unseen', async () => {
    for (let round = 0; round < 14; round += 1) {
      const start = withoutId(linked.application());
      const ran = await pair();
      const isNew = ran.filter(({ code }) => code === 0);
      expect(isNew.length).toBeGreaterThanOrEqual(1);
      for (const { code, stderr } of ran.filter((each) => each.code !== 0)) {
        expect(code).toBe(1);
        expect(stderr).toMatch(/at work\. Nothing was written|by other means since/);
      }
      const kept = await entries();
      expect(kept).toHaveLength(isNew.length);
      // What each replaced is what the one before it left.
      expect(text(kept[0]?.before)).toBe(text(start));
      for (const [index, { before }] of kept.entries())
        if (index > 0) expect(parseJson(text(before))).toEqual(parseJson(text(kept[index - 1]?.after)));
      expect(parseJson(text(kept.at(-1)?.after))).toEqual(parseJson(text(withoutId(linked.application()))));
      await linked.stop();
      linked = await startLinked();
    }
  });

  it('by a folder each: the second stops where the first has written since its plan', async () => {
    const elsewhere = ['--kept', join(linked.folder, 'elsewhere')];
    const { code, stderr } = await linked.run(
      ['apply', '--outputs', linked.outputs, ...elsewhere, '--primary', 'eu-west-1'],
      {
        answer: async () => {
          await linked.apply();
          return 'yes';
        },
      },
    );
    expect([code, linked.puts()]).toEqual([1, 1]);
    expect(stderr).toContain('by other means since');
    expect(await readdir(join(linked.folder, 'elsewhere'))).toEqual([]);
  });

  it('looks right before it writes: what comes before its last look is seen', async () => {
    let reads = 0;
    const fetch: typeof globalThis.fetch = async (url, init) => {
      if (init?.method === 'GET' && ++reads === 2) await linked.apply('--kept', join(linked.folder, 'other'));
      return globalThis.fetch(url, init);
    };
    const { code, stderr } = await linked.run(
      ['apply', '--outputs', linked.outputs, '--kept', linked.kept, '--yes', '--primary', 'eu-west-1'],
      { fetch },
    );
    expect([code, linked.puts()]).toEqual([1, 1]);
    expect(stderr).toContain('by other means since');
    expect(await readdir(linked.kept)).toEqual([]);
  });

  it('undo at once: one puts back, and the other says that nothing is left or that another one is at work', async () => {
    await linked.apply();
    await linked.apply('--primary', 'eu-west-1');
    const ran = await Promise.all([linked.undo(), linked.undo()]);
    expect(ran.filter(({ code }) => code === 0)).toHaveLength(1);
    expect(ran.find(({ code }) => code !== 0)?.stderr).toMatch(/at work|by other means since/);
  });
});

const withoutId = (application: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(application).filter(([key]) => key !== 'id'));
