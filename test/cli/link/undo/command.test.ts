import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseJson, printJson } from '../../../../cli/link/json/lossless-json.ts';
import type { JsonObject } from '../../../../cli/link/json/lossless-json.ts';
import { renamed, startLinked, startText, text } from '../support/linked.ts';
import type { Linked } from '../support/linked.ts';
import { ID } from '../support/rich-application.ts';

let linked: Linked;
beforeEach(async () => {
  linked = await startLinked();
});
afterEach(() => linked.stop());

describe('link undo', () => {
  it('puts back all of it, once for each apply', async () => {
    await linked.apply();
    const first = text(linked.application());
    await linked.apply('--primary', 'eu-west-1');
    expect((await linked.undo()).code).toBe(0);
    expect(parseJson(text(linked.application()))).toEqual(parseJson(first));
    expect((await linked.undo()).code).toBe(0);
    expect(parseJson(text(linked.application()))).toEqual(parseJson(startText()));
    const { code, stderr } = await linked.undo();
    expect(code).toBe(1);
    expect(stderr).toContain('found none that can still be undone');
  });

  it('lists the values in the order of the plan', async () => {
    const valuesIn = (stdout: string): readonly string[] =>
      stdout.match(/^(?:capabilities\S+| +\w+(?= +\S.* → ))/gm) ?? [];
    const planned = valuesIn((await linked.plan()).stdout);
    await linked.apply();
    const undone = valuesIn((await linked.undo()).stdout);
    expect(undone).toEqual(planned);
    expect(undone).toContain('capabilities.voice.webhooks.fallback_answer_url');
  });

  it('shows what another hand changed since, and needs --force to overwrite it; that comes back with --to', async () => {
    await linked.apply();
    linked.touch(renamed);
    const refused = await linked.undo();
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('name: "Front desk é" → "Renamed"');
    expect(refused.stderr).toContain('--force');
    expect(linked.application()['name']).toBe('Renamed');

    expect((await linked.undo('--force')).code).toBe(0);
    expect(parseJson(text(linked.application()))).toEqual(parseJson(startText()));

    const list = JSON.parse((await linked.undo('--list', '--json')).stdout) as { id: string; by: string }[];
    expect(list.map(({ by }) => by)).toEqual(['apply', 'undo']);
    expect((await linked.undo('--to', list[1]?.id ?? '')).code).toBe(0);
    expect(linked.application()['name']).toBe('Renamed');
  });

  it('lists what is kept and reads nothing of the API for it', async () => {
    expect((await linked.undo('--list')).stdout).toContain('No former application is kept');
    await linked.apply();
    const before = linked.api.requests().length;
    const { stdout } = await linked.undo('--list');
    expect(stdout).toContain(`${ID}-20260101T120000000Z`);
    expect(stdout).toContain('12 changed');
    expect(linked.api.requests().length).toBe(before);
  });

  it('names the others, applications and numbers, of which something is kept', async () => {
    await linked.apply();
    expect((await linked.undo('--list')).stdout).not.toContain('Kept too');
    const [name = ''] = await readdir(linked.kept);
    const kept = parseJson(await readFile(join(linked.kept, name), 'utf8')) as JsonObject;
    const other = 'bbbbbbbb-bbbb-4ccc-8ddd-0123456789ab';
    for (const applicationId of [other, '447700900000'])
      await writeFile(
        join(linked.kept, `${applicationId}-20260101T120000001Z.json`),
        printJson({ ...kept, applicationId }),
      );
    const { stdout } = await linked.undo('--list');
    expect(stdout).toContain(
      `Kept too: application ${other} (npm run link -- undo --list --application ${other})`,
    );
    expect(stdout).toContain('Kept too: number 447700900000 (npm run guard -- number 447700900000 --back)');
  });

  it('says which writes were not read back', async () => {
    await linked.apply();
    const [name = ''] = await readdir(linked.kept);
    const file = join(linked.kept, name);
    const kept = parseJson(await readFile(file, 'utf8')) as JsonObject;
    for (const [progress, said] of [
      ['begun', 'not read back: made or not'],
      ['acknowledged', 'acknowledged, not visible yet'],
    ] as const) {
      await writeFile(file, printJson({ ...kept, progress }));
      expect((await linked.undo('--list')).stdout).toContain(said);
    }
  });

  it('of a write that was cut off blames nobody for what it may have done itself', async () => {
    await linked.apply();
    const [name = ''] = await readdir(linked.kept);
    const file = join(linked.kept, name);
    await writeFile(
      file,
      printJson({ ...(parseJson(await readFile(file, 'utf8')) as JsonObject), progress: 'begun' }),
    );
    linked.touch(renamed);
    const { code, stderr } = await linked.undo();
    expect([code, linked.puts()]).toEqual([1, 1]);
    expect(stderr).toContain('was cut off before it was read back');
    expect(stderr).not.toContain('The application was changed since');
    expect((await linked.undo('--force')).code).toBe(0);
  });

  it('names a kept file that is not whole', async () => {
    await linked.apply();
    await writeFile(join(linked.kept, `${ID}-20250101T000000000Z.json`), '{"before":');
    const { code, stderr } = await linked.undo();
    expect(code).toBe(1);
    expect(stderr).toContain(`${ID}-20250101T000000000Z.json to be what link kept`);
  });

  it('names a kept file in another encoding as such', async () => {
    await linked.apply();
    const file = join(linked.kept, `${ID}-20250101T000000000Z.json`);
    await writeFile(file, Buffer.from('\ufeff{}', 'utf16le'));
    const { code, stderr } = await linked.undo();
    expect(code).toBe(1);
    expect(stderr).toContain(`Expected what link kept in ${file}, as UTF-8; found text in UTF-16`);
  });

  it('takes nothing that was kept of another host, or of another application', async () => {
    await linked.apply();
    const host = await linked.undo('--list', '--json');
    expect(JSON.parse(host.stdout)).toHaveLength(1);
    const other = { ...linked.env, VONAGE_API_HOST: 'https://api.example.com' };
    const elsewhere = await linked.run(['undo', '--list', '--json', '--kept', linked.kept], { env: other });
    expect(JSON.parse(elsewhere.stdout)).toEqual([]);
    const application = ['--application', 'bbbbbbbb-bbbb-4ccc-8ddd-0123456789ab'];
    expect(JSON.parse((await linked.undo('--list', '--json', ...application)).stdout)).toEqual([]);
  });

  it('refuses an ID that it never kept', async () => {
    await linked.apply();
    const { code, stderr } = await linked.undo('--to', 'x');
    expect([code, linked.puts()]).toEqual([1, 1]);
    expect(stderr).toContain('Expected an ID of "undo --list" after --to, found "x"');
  });
});
