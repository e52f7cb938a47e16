import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSignatureSecret } from '../../../../cli/link/probe/read-signature-secret.ts';
import { testIo } from '../support/test-io.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signature-secret-'));
});
afterAll(() => rm(folder, { recursive: true }));

const SECRET = 'abcdefghijklmnopqrstuvwxyz012345';
const file = async (text: string, mode = 0o600): Promise<string> => {
  const path = join(folder, `secret-${mode.toString(8)}`);
  await writeFile(path, text, { mode });
  return path;
};
const read = (env: Readonly<Record<string, string>>, from: string | undefined) =>
  readSignatureSecret(testIo({ env }).io, from);

describe('readSignatureSecret', () => {
  it('takes it from the environment', async () => {
    expect(await read({ VONAGE_SIGNATURE_SECRET: SECRET }, undefined)).toBe(SECRET);
  });

  it('takes it from the file first, without the line break at its end', async () => {
    const env = { VONAGE_SIGNATURE_SECRET: 'another' };
    expect(await read(env, await file(`${SECRET}\n`))).toBe(SECRET);
  });

  it.each([[{}], [{ VONAGE_SIGNATURE_SECRET: ' ' }]])('knows none where none is given: %j', async (env) => {
    expect(await read(env, undefined)).toBeUndefined();
  });

  it.each([
    ['an empty file', '', /found nothing/],
    ['one in quotes', `"${SECRET}"`, /found one in quotes, which would be a part of it \(not shown\)/],
    ['two lines', `${SECRET}\n${SECRET}`, /found something else \(not shown\)/],
  ])('refuses %s, and quotes nothing of it', async (_, text, says) => {
    const reading = read({}, await file(text));
    await expect(reading).rejects.toThrow(says);
    await expect(reading).rejects.not.toThrow(SECRET);
  });

  it('refuses one in quotes from the environment too', async () => {
    await expect(read({ VONAGE_SIGNATURE_SECRET: `'${SECRET}'` }, undefined)).rejects.toThrow(
      'one in quotes',
    );
  });

  it('does not show the name of a file that is not there: it may be the secret', async () => {
    await expect(read({}, SECRET)).rejects.toThrow(
      'The name is not shown, since it may be the secret itself',
    );
    await expect(read({}, SECRET)).rejects.not.toThrow(SECRET);
  });

  it('remarks on a file that others may read', async () => {
    const { io, take } = testIo();
    const path = await file(SECRET, 0o644);
    expect(await readSignatureSecret(io, path)).toBe(SECRET);
    expect(take().stderr).toBe(
      `Other users of this machine may read the signature secret: expected mode 0600 of ${path}, found 0644. To fix this: chmod 600 ${path}\n`,
    );
  });
});
