import { readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseJson } from '../../../../cli/link/json/lossless-json.ts';
import type { JsonObject } from '../../../../cli/link/json/lossless-json.ts';
import { renamed, silent, startLinked, startText, text, voiceOf } from '../support/linked.ts';
import type { Linked } from '../support/linked.ts';
import { ID } from '../support/rich-application.ts';

let linked: Linked;
beforeEach(async () => {
  linked = await startLinked();
});
afterEach(() => linked.stop());

describe('link apply', () => {
  it('changes the planned values and no other, numbers as they came, and keeps the application for its owner', async () => {
    const before = linked.application();
    const { code, stdout } = await linked.apply();
    expect(code).toBe(0);
    expect(stdout).toContain('is NEW. Read back and compared');
    expect(stdout).toContain(`; "npm run link -- undo --kept ${linked.kept}" puts it back.`);
    const after = linked.application();
    const unplanned = ({ webhooks, signed_callbacks, ...others }: JsonObject) => ({
      webhooks: Object.keys(webhooks as JsonObject).filter((name) => name !== 'fallback_answer_url'),
      signed: typeof signed_callbacks,
      ...others,
    });
    expect(text(unplanned(voiceOf(after)))).toBe(text(unplanned(voiceOf(before))));
    expect(voiceOf(after)['signed_callbacks']).toBe(true);
    expect(parseJson(text(silent(after)))).toEqual(parseJson(text(silent(before))));
    expect(text(after)).toContain('"monthly":0.10,"calls":12345678901234567890,"ratio":1.0');

    const files = await readdir(linked.kept);
    expect(files).toEqual([`${ID}-20260101T120000000Z.json`]);
    const { mode } = await stat(join(linked.kept, files[0] ?? ''));
    expect(mode & 0o777).toBe(0o600);
  });

  it('asks, and writes only on yes', async () => {
    const args = ['apply', '--outputs', linked.outputs, '--kept', linked.kept];
    const no = await linked.run(args, { answer: () => 'y' });
    expect([no.code, linked.puts()]).toEqual([1, 0]);
    expect(no.stderr).toContain('Nothing was written.');
    const yes = await linked.run(args, { answer: () => ' Yes ' });
    expect([yes.code, linked.puts()]).toEqual([0, 1]);
  });

  it('refuses where no operator can be asked', async () => {
    const { code, stderr } = await linked.run(['apply', '--outputs', linked.outputs, '--kept', linked.kept]);
    expect([code, linked.puts()]).toEqual([1, 0]);
    expect(stderr).toContain('found none');
    expect(stderr).toContain('--yes');
  });

  it('refuses where another hand changed the application while it asked', async () => {
    const { code, stderr } = await linked.run(['apply', '--outputs', linked.outputs, '--kept', linked.kept], {
      answer: () => {
        linked.touch(renamed);
        return 'yes';
      },
    });
    expect([code, linked.puts()]).toEqual([1, 0]);
    expect(stderr).toContain('by other means since');
    expect(stderr).toContain('name: "Front desk é" → "Renamed"');
  });

  it('makes a kept plan true, and refuses it where the application changed since', async () => {
    const file = join(linked.folder, 'plan.json');
    await linked.plan('--out', file);
    linked.touch(renamed);
    const args = ['apply', '--plan', file, '--kept', linked.kept, '--yes'];
    const refused = await linked.run(args);
    expect([refused.code, linked.puts()]).toEqual([1, 0]);
    expect(refused.stderr).toContain('by other means since');

    await linked.plan('--out', file);
    const made = await linked.run(args);
    expect([made.code, (await linked.plan()).code]).toEqual([0, 0]);

    const other = { ...linked.env, VONAGE_API_HOST: 'https://api.example.com' };
    const elsewhere = await linked.run(args, { env: other });
    expect(elsewhere.stderr).toContain('VONAGE_API_HOST names https://api.example.com. Plan it again.');

    const both = await linked.run([...args, '--primary', 'eu-west-1']);
    expect(both.stderr).toContain('Expected --plan or --primary, found both');
  });

  it('writes nothing where it cannot keep the application', async () => {
    const file = join(linked.folder, 'file');
    await writeFile(file, '');
    const { code, stderr } = await linked.run([
      ...['apply', '--outputs', linked.outputs, '--yes', '--kept', join(file, 'folder')],
    ]);
    expect([code, linked.puts()]).toEqual([1, 0]);
    expect(stderr).toContain('Nothing was written. Name another folder');
  });

  it('tells programs the state', async () => {
    const { stdout } = await linked.apply('--json');
    expect(JSON.parse(stdout)).toMatchObject({ state: 'new', kept: expect.stringContaining(ID) as string });
    expect(JSON.parse((await linked.apply('--json')).stdout)).toMatchObject({
      state: 'unchanged',
      changes: [],
    });
  });

  it('writes nothing after Ctrl-C', async () => {
    let interrupt = (): void => undefined;
    const { testIo } = await import('../support/test-io.ts');
    const { runCommand } = await import('../../../../cli/kit/command.ts');
    const { link } = await import('../../../../cli/link/command.ts');
    const own = testIo({
      env: linked.env,
      answer: () => {
        interrupt();
        return 'yes';
      },
    });
    interrupt = own.interrupt;
    const code = await runCommand(
      link,
      ['apply', '--outputs', linked.outputs, '--kept', linked.kept],
      own.io,
    );
    expect([code, linked.puts(), text(linked.application())]).toEqual([130, 0, startText()]);
  });

  it.each([
    ['that is not there', undefined, 'ENOENT'],
    ['that is no JSON', '{', 'found'],
    ['with other JSON', '{"before":{},"after":{}}', 'found other JSON. Plan it again.'],
  ])('refuses a plan %s', async (_case, content, message) => {
    const file = join(linked.folder, 'plan.json');
    if (content !== undefined) await writeFile(file, content);
    const { code, stderr } = await linked.run(['apply', '--plan', file, '--kept', linked.kept, '--yes']);
    expect([code, linked.puts()]).toEqual([1, 0]);
    expect(stderr).toContain(`--plan ${file}: expected what "plan --out" wrote, found`);
    expect(stderr).toContain(message);
  });
});
