import { chmod, mkdir, mkdtemp, readFile, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writePrivateFile, writeWholeFile } from '../../../cli/kit/whole-file.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'whole-file-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('a file that is written whole', () => {
  it('has the new text, the mode that it had, and nothing beside it', async () => {
    const file = join(folder, 'a.json');
    await writeFile(file, 'before');
    await chmod(file, 0o640);
    await writeWholeFile(file, 'after');
    expect(await readFile(file, 'utf8')).toBe('after');
    expect((await stat(file)).mode & 0o777).toBe(0o640);
    expect(await readdir(folder)).toEqual(['a.json']);
  });

  it('leaves nothing beside what it cannot replace', async () => {
    await mkdir(join(folder, 'a-folder'));
    await expect(writeWholeFile(join(folder, 'a-folder'), 'after')).rejects.toThrow(/EISDIR/);
    expect(await readdir(folder)).toEqual(['a-folder']);
  });

  it('is one of both where two write at once', async () => {
    const file = join(folder, 'a.json');
    const texts = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(300_000));
    await Promise.all(texts.map((text) => writeWholeFile(file, text)));
    expect(texts).toContain(await readFile(file, 'utf8'));
    expect(await readdir(folder)).toEqual(['a.json']);
  });

  it('is written where a link leads, and what is no file is not replaced', async () => {
    await writeFile(join(folder, 'a.json'), 'before');
    await symlink(join(folder, 'a.json'), join(folder, 'link'));
    await writeWholeFile(join(folder, 'link'), 'after');
    expect(await readFile(join(folder, 'a.json'), 'utf8')).toBe('after');
    await writeWholeFile('/dev/null', 'nothing');
    expect((await stat('/dev/null')).isCharacterDevice()).toBe(true);
  });

  it("can be its owner's alone, in a folder of the owner's alone", async () => {
    const file = join(folder, 'own', 'a.json');
    await writePrivateFile(file, 'secret');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await stat(join(folder, 'own'))).mode & 0o777).toBe(0o700);
  });
});
