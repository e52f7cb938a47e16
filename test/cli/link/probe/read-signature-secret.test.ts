import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSignatureSecret } from '../../../../cli/link/probe/read-signature-secret.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signature-secret-'));
});
afterAll(() => rm(folder, { recursive: true }));

const SECRET = 'abcdefghijklmnopqrstuvwxyz012345';
const file = async (text: string): Promise<string> => {
  const path = join(folder, 'secret');
  await writeFile(path, text);
  return path;
};

describe('readSignatureSecret', () => {
  it('takes it from the environment', async () => {
    expect(await readSignatureSecret({ VONAGE_SIGNATURE_SECRET: SECRET }, undefined)).toBe(SECRET);
  });

  it('takes it from the file first, without the line break at its end', async () => {
    const env = { VONAGE_SIGNATURE_SECRET: 'another' };
    expect(await readSignatureSecret(env, await file(`${SECRET}\n`))).toBe(SECRET);
  });

  it.each([[{}], [{ VONAGE_SIGNATURE_SECRET: ' ' }]])('knows none where none is given: %j', async (env) => {
    expect(await readSignatureSecret(env, undefined)).toBeUndefined();
  });

  it.each([
    ['an empty file', '', /found nothing/],
    ['two lines', `${SECRET}\n${SECRET}`, /found something else \(not shown\)/],
  ])('refuses %s, and quotes nothing of it', async (_, text, says) => {
    const reading = readSignatureSecret({}, await file(text));
    await expect(reading).rejects.toThrow(says);
    await expect(reading).rejects.not.toThrow(SECRET);
  });

  it('names the file that is not there', async () => {
    const missing = join(folder, 'missing');
    await expect(readSignatureSecret({}, missing)).rejects.toThrow(`in ${missing}, found no file`);
  });
});
