import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { NOT_CONFIGURED } from '../../../contracts/signature-secret.ts';
import { readNewSecret } from '../../../cli/rotate/read-new-secret.ts';
import type { Input } from '../../../cli/rotate/read-new-secret.ts';

const SECRET = 'a-secret-of-40-characters-0123456789-abc';
const piped = (...chunks: (string | Buffer)[]): Input => Readable.from(chunks);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'read-new-secret-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('a new secret', () => {
  it('comes from standard input, in however many pieces', async () => {
    expect(await readNewSecret(undefined, piped(SECRET.slice(0, 7), Buffer.from(SECRET.slice(7))))).toEqual({
      secret: SECRET,
      remarks: [],
    });
  });

  it('comes from a file, which wins', async () => {
    const file = join(folder, 'secret');
    await writeFile(file, SECRET);
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

  it('is not read from a file that is not there', async () => {
    const missing = readNewSecret(join(folder, 'missing'), piped(SECRET));
    await expect(missing).rejects.toThrow('found no file that can be read (ENOENT)');
  });
});
