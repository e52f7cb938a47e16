import { readdir } from 'node:fs/promises';
import { runCommand } from '../../../../cli/kit/command.ts';
import { link as linkCommand } from '../../../../cli/link/command.ts';
import { parseJson } from '../../../../cli/link/json/lossless-json.ts';
import type { JsonObject } from '../../../../cli/link/json/lossless-json.ts';
import { openKept } from '../../../../cli/link/write/kept.ts';
import { startLinked, startText, text, voiceOf } from '../support/linked.ts';
import type { Linked } from '../support/linked.ts';
import { ID, RICH_JSON } from '../support/rich-application.ts';
import { testIo } from '../support/test-io.ts';

const withoutId = (application: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(application).filter(([key]) => key !== 'id'));

const FOREVER_MS = 3_600_000;
const DAY_MS = 24 * FOREVER_MS;

let linked: Linked;
beforeEach(async () => {
  linked = await startLinked();
});
afterEach(() => linked.stop());

const isOld = () => expect(parseJson(text(linked.application()))).toEqual(parseJson(startText()));
const isNew = () => expect(voiceOf(linked.application())['signed_callbacks']).toBe(true);
const listed = async () =>
  JSON.parse((await linked.undo('--list', '--json')).stdout) as {
    by: string;
    progress: string;
    undoneAt?: string;
  }[];
/** The API shows what was written once the command has paused so often. */
const visibleAfter = (pauses: number) => {
  let left = pauses;
  return async () => {
    if (--left === 0) linked.api.lag(0);
  };
};
const args = (command: string, ...more: string[]) => [
  command,
  ...(command === 'undo' ? [] : ['--outputs', linked.outputs]),
  ...['--kept', linked.kept, '--yes', ...more],
];

describe('an API that answers from an older copy', () => {
  it.each([1, 5, 30, 59])('for %i s: apply waits until the write shows, and says so', async (seconds) => {
    linked.api.lag(FOREVER_MS);
    const { code, stdout, stderr } = await linked.run(args('apply'), { pause: visibleAfter(seconds) });
    expect([code, linked.puts()]).toEqual([0, 1]);
    expect(stderr).toBe('Not visible yet: reading it back for up to 60 s.\n');
    expect(stdout).toContain('is NEW. Read back and compared');
    expect(await listed()).toMatchObject([{ by: 'apply', progress: 'seen' }]);
  });

  it('for longer than apply looks: not visible yet, exit 2, and the backup stays open', async () => {
    linked.api.lag(FOREVER_MS);
    const { code, stdout, stderr } = await linked.apply('--json', '--read-back-timeout', '7');
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ state: 'not-visible' });
    expect(stderr).toContain('"Front desk é" is NOT VISIBLE YET as planned');
    expect(stderr).toContain('for 7 s');
    isNew();
    const [entry] = await listed();
    expect(entry).toMatchObject({ progress: 'acknowledged' });
    expect(entry).not.toHaveProperty('undoneAt');
    linked.api.lag(0);
    expect((await linked.undo()).code).toBe(0);
    isOld();
  });

  it('asks as often as the timeout says, and once where the write shows at once', async () => {
    const reads = () => linked.api.requests().filter((request) => request.startsWith('GET')).length;
    linked.api.lag(FOREVER_MS);
    const own = testIo({ env: linked.env });
    expect(await runCommand(linkCommand, args('apply', '--read-back-timeout', '3'), own.io)).toBe(2);
    expect(own.pausesMs).toEqual([1000, 1000, 1000]);
    // To plan, before the write, and four to read back.
    expect(reads()).toBe(6);
    linked.api.lag(0);
    await linked.undo();
    const before = reads();
    await linked.apply();
    expect(reads() - before).toBe(3);
  });

  it('is not believed by undo, which goes on once the write shows', async () => {
    await linked.apply();
    linked.api.lag(FOREVER_MS);
    const { code, stdout, stderr } = await linked.run(args('undo'), { pause: visibleAfter(3) });
    expect(stderr).toContain('The API answers what was there before "apply" of');
    expect(stdout).toContain('is PUT BACK');
    expect(stdout).not.toContain('No changes');
    expect(code).toBe(0);
    isOld();
  });

  it('is not believed by undo for as long as it looks: exit 2, nothing written, nothing closed', async () => {
    await linked.apply();
    linked.api.lag(FOREVER_MS);
    const { code, stdout, stderr } = await linked.undo('--json');
    expect([code, linked.puts()]).toEqual([2, 1]);
    expect(JSON.parse(stdout)).toMatchObject({ state: 'not-visible' });
    expect(stderr).toContain('NOT VISIBLE YET as "apply" of');
    expect(await listed()).toMatchObject([{ by: 'apply', progress: 'seen' }]);
    expect((await listed())[0]).not.toHaveProperty('undoneAt');
    isNew();
  });

  it('is overwritten by undo --force, which is the way out where somebody has put it back', async () => {
    await linked.apply();
    linked.touch(() => parseJson(RICH_JSON) as JsonObject);
    expect((await linked.undo()).code).toBe(2);
    const { code, stdout } = await linked.undo('--force');
    expect([code, linked.puts()]).toEqual([0, 2]);
    expect(stdout).toContain('is PUT BACK');
    expect((await linked.undo()).stderr).toContain('found none that can still be undone');
  });

  it('is believed once the write is longer ago than a copy is old', async () => {
    await linked.apply();
    linked.touch(() => parseJson(RICH_JSON) as JsonObject);
    const { code, stdout } = await linked.run(args('undo'), { lateMs: DAY_MS });
    expect([code, linked.puts()]).toEqual([0, 1]);
    expect(stdout).toContain('No changes');
    expect((await linked.undo()).stderr).toContain('found none that can still be undone');
  });

  it.each(['undo', 'unlink'])(
    'is no reason for %s to say that nothing is to do, a day later neither',
    async (command) => {
      await linked.apply();
      linked.api.lag(FOREVER_MS);
      const { code, stdout } = await linked.run(args(command), { lateMs: DAY_MS, pause: visibleAfter(30) });
      expect([code, linked.puts()]).toEqual([0, 2]);
      expect(stdout).not.toContain('No changes');
    },
  );

  it('is not what a write has left that was cut off: it is gone on from at once', async () => {
    await linked.apply();
    const before = withoutId(linked.application());
    linked.touch(() => parseJson(RICH_JSON) as JsonObject);
    const after = withoutId(linked.application());
    await openKept(linked.kept, Date.now).keep({
      applicationId: ID,
      host: linked.api.url,
      by: 'unlink',
      before,
      after,
    });
    const own = testIo({ env: linked.env });
    expect(await runCommand(linkCommand, args('unlink'), own.io)).toBe(0);
    expect([own.pausesMs, own.take().stdout]).toEqual([
      [],
      expect.stringContaining('was cut off before it was read back'),
    ]);
  });

  it('is not waited for by apply a day later: what was changed since by other means is put right at once', async () => {
    await linked.apply();
    linked.touch(() => parseJson(RICH_JSON) as JsonObject);
    const own = testIo({ env: linked.env, lateMs: DAY_MS });
    expect(await runCommand(linkCommand, args('apply'), own.io)).toBe(0);
    expect([own.pausesMs, linked.puts()]).toEqual([[], 2]);
    isNew();
  });

  it('while undo reads back: not visible yet, exit 2, and what it undoes stays open until it was seen', async () => {
    await linked.apply();
    const planned = withoutId(linked.application());
    await linked.stop();
    // At first, and so in the older copy, it is as apply leaves it.
    linked = await startLinked(text(planned));
    linked.touch(() => parseJson(RICH_JSON) as JsonObject);
    await linked.apply();
    linked.api.lag(FOREVER_MS);
    const { code, stderr } = await linked.undo('--read-back-timeout', '2');
    expect(code).toBe(2);
    expect(stderr).toContain('is NOT VISIBLE YET as put back');
    isOld();
    expect(await listed()).toMatchObject([
      { by: 'apply', progress: 'seen' },
      { by: 'undo', progress: 'acknowledged' },
    ]);
    expect((await listed())[0]).not.toHaveProperty('undoneAt');
    linked.api.lag(0);
    expect((await linked.undo()).stdout).toContain('No changes');
    expect((await listed())[0]).toHaveProperty('undoneAt');
  });

  it.each(['apply', 'unlink'])('is not what %s plans from, nor what it keeps', async (command) => {
    await linked.apply();
    linked.api.lag(FOREVER_MS);
    const more = command === 'apply' ? ['--primary', 'eu-west-1'] : [];
    const before = text(linked.application());
    const made = await linked.run(args(command, ...more), { pause: visibleAfter(3) });
    expect([made.code, linked.puts()]).toEqual([0, 2]);
    expect((await linked.undo()).code).toBe(0);
    expect(parseJson(text(linked.application()))).toEqual(parseJson(before));
  });

  it('is not taken by unlink for an application without our URLs', async () => {
    await linked.apply();
    linked.api.lag(FOREVER_MS);
    const { code, stderr } = await linked.run(args('unlink'));
    expect([code, linked.puts()]).toEqual([2, 1]);
    expect(stderr).toContain('NOT VISIBLE YET as "apply" of');
  });

  it('is believed by apply once it has looked for long enough: somebody has put it back, and apply writes again', async () => {
    await linked.apply();
    linked.touch(() => parseJson(RICH_JSON) as JsonObject);
    const { code, stdout } = await linked.apply();
    expect([code, linked.puts()]).toEqual([0, 2]);
    expect(stdout).toContain('is NEW');
  });

  it('hides a write that went wrong: it is put back once it shows', async () => {
    linked.api.failNext('PUT', 'loses-messages');
    linked.api.lag(FOREVER_MS);
    const { code, stderr } = await linked.run(args('apply'), { pause: visibleAfter(4) });
    expect(code).toBe(1);
    expect(stderr).toContain('is OLD: read back');
    isOld();
    expect(await readdir(linked.kept)).toEqual([]);
  });

  it('after a write whose answer was lost: it is looked for as long', async () => {
    linked.api.failNext('PUT', '500-after-write');
    linked.api.lag(FOREVER_MS);
    const { code, stdout } = await linked.run(args('apply'), { pause: visibleAfter(20) });
    expect(code).toBe(0);
    expect(stdout).toContain('is NEW');
  });
});
