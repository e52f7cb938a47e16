import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { NOT_CONFIGURED } from '../../../contracts/signature-secret.ts';
import { stage } from '../../../cli/rotate/command.ts';
import { readNewSecret } from '../../../cli/rotate/read-new-secret.ts';
import type { Input } from '../../../cli/rotate/read-new-secret.ts';

const SECRET = 'a-secret-of-40-characters-0123456789-abc';
const piped = (...chunks: (string | Buffer)[]): Input => Readable.from(chunks);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'read-new-secret-'));
});
afterEach(() => rm(folder, { recursive: true }));

it.each([['-hunter2'], ['--hunter2']])(
  'is not shown where it is taken for a flag: --secret-file %s',
  (secret) => {
    const read = (): unknown => stage.read(['--secret-file', secret]);
    expect(read).toThrow('--secret-file: expected FILE, found the flag …');
    expect(read).not.toThrow('hunter2');
  },
);

describe('a new secret', () => {
  it('comes from standard input, in however many pieces', async () => {
    expect(await readNewSecret(undefined, piped(SECRET.slice(0, 7), Buffer.from(SECRET.slice(7))))).toEqual({
      secret: SECRET,
      remarks: [],
    });
  });

  it('comes from a file, which wins', async () => {
    const file = join(folder, 'secret');
    await writeFile(file, SECRET, { mode: 0o600 });
    expect((await readNewSecret(file, piped('something else that is long enough'))).secret).toBe(SECRET);
  });

  it.each([
    ['\n', '1 character'],
    ['\r\n', '2 characters'],
  ])('loses the blank space around it (%j), and says so', async (end, counted) => {
    expect(await readNewSecret(undefined, piped(`${SECRET}${end}`))).toEqual({
      secret: SECRET,
      remarks: [`Left out ${counted} of blank space around the secret.`],
    });
  });

  it('is remarked upon where it is shorter than its hash', async () => {
    const { remarks } = await readNewSecret(undefined, piped(SECRET.slice(0, 31)));
    expect(remarks).toEqual([
      'The secret has 31 characters. Use at least 32, so that it cannot be guessed from a callback.',
    ]);
    expect((await readNewSecret(undefined, piped(SECRET.slice(0, 32)))).remarks).toEqual([]);
    expect((await readNewSecret(undefined, piped(SECRET.slice(0, 16)))).secret).toHaveLength(16);
  });

  it.each([
    ['nothing', '', 'found nothing'],
    ['blank space', ' \n', 'found nothing'],
    ['the placeholder', NOT_CONFIGURED, 'found the placeholder'],
    ['what the secret holds as a whole', `{"current":"${SECRET}"}`, 'found a JSON object'],
    ['in quotes', `"hunter2${SECRET}"`, 'found one in quotes'],
    ['in single quotes', `'hunter2${SECRET}'\n`, 'found one in quotes'],
    ['in half of its quotes', `hunter2${SECRET}"`, 'found one in quotes'],
    ['in UTF-16', '\ufeffh\0u\0n\0t', 'found a byte order mark'],
    ['a blank inside', `hunter2 ${SECRET}`, 'found something else (not shown)'],
    ['two lines', `hunter2\n${SECRET}`, 'found something else (not shown)'],
    ['a letter that is not ASCII', `hunter2ä${SECRET}`, 'found something else (not shown)'],
    ['what is guessed easily', 'hunter2hunter2h', 'found 15 characters'],
    ['a whole file', 'hunter2x'.repeat(100_000), 'characters. Nothing was changed'],
  ])('is not %s', async (_case, text, found) => {
    const refused = readNewSecret(undefined, piped(...(text.match(/.{1,4096}/gs) ?? [])));
    await expect(refused).rejects.toThrow(found);
    await expect(refused).rejects.not.toThrow('hunter2');
  });

  it('is not read for ever', async () => {
    function* endless() {
      for (;;) yield 'hunter2x'.repeat(100);
    }
    await expect(readNewSecret(undefined, Readable.from(endless()))).rejects.toThrow('characters');
  });

  it('is not read from a terminal, which would show it', async () => {
    const terminal = Object.assign(piped(SECRET), { isTTY: true });
    await expect(readNewSecret(undefined, terminal)).rejects.toThrow('found a terminal');
  });

  it.each([
    ['a secret', SECRET, 'ENOENT'],
    ['a secret with a slash', `${SECRET}/hunter2`, 'ENOENT'],
    ['a long secret', SECRET.repeat(20), 'ENAMETOOLONG'],
  ])('is not shown where %s is named instead of its file', async (_case, secret, code) => {
    const missing = readNewSecret(secret, piped(SECRET));
    await expect(missing).rejects.toThrow(`found no file that can be read (${code})`);
    await expect(missing).rejects.toThrow('The name is not shown, since it may be the secret itself');
    await expect(missing).rejects.not.toThrow(secret.slice(0, 20));
  });

  it.each([
    [0o600, []],
    [0o400, []],
    [0o640, ['0640']],
    [0o644, ['0644']],
    [0o666, ['0666']],
  ])('in a file of mode %o is remarked upon where others may read it', async (mode, found) => {
    const file = join(folder, 'secret');
    await writeFile(file, SECRET);
    await chmod(file, mode);
    const { remarks } = await readNewSecret(file, piped());
    expect(remarks).toEqual(
      found.map(
        (each) =>
          `Other users of this machine may read the new signature secret: expected mode 0600 of ${file}, found ${each}. To fix this: chmod 600 ${file}`,
      ),
    );
  });

  it('in UTF-16 is named as such, from a file too', async () => {
    const file = join(folder, 'secret');
    await writeFile(file, Buffer.from(`\ufeff${SECRET}`, 'utf16le'), { mode: 0o600 });
    await expect(readNewSecret(file, piped())).rejects.toThrow(
      `in ${file}, as UTF-8; found text in UTF-16 (it begins with FF FE). Save it as UTF-8 without a byte order mark`,
    );
  });
});
