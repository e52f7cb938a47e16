import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCredentials } from '../../../../cli/link/api/credentials.ts';
import { testIo } from '../support/test-io.ts';

const GIVEN = { apiKey: 'abcd1234', apiSecret: 'a-secret-of-the-api' };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'credentials-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function credentials(content: string | Uint8Array, mode = 0o600): Promise<string> {
  const file = join(folder, `credentials-${mode.toString(8)}.json`);
  await writeFile(file, content, { mode });
  return file;
}

describe('the credentials of the API', () => {
  it.each([
    [0o600, ''],
    [0o644, '0644'],
    [0o640, '0640'],
  ])('in a file of mode %o are remarked upon where others may read them', async (mode, found) => {
    const { io, take } = testIo();
    const file = await credentials(JSON.stringify(GIVEN), mode);
    expect(await readCredentials(io, file)).toEqual(GIVEN);
    expect(take().stderr).toBe(
      found === ''
        ? ''
        : `Other users of this machine may read the credentials: expected mode 0600 of ${file}, found ${found}. To fix this: chmod 600 ${file}\n`,
    );
  });

  it('do not show the name of a file that is not there: it may be the secret', async () => {
    const reading = readCredentials(testIo().io, GIVEN.apiSecret);
    await expect(reading).rejects.toThrow('found no file that can be read (ENOENT)');
    await expect(reading).rejects.not.toThrow(GIVEN.apiSecret);
  });

  it.each([`"${GIVEN.apiSecret}"`, `'${GIVEN.apiSecret}'`, `${GIVEN.apiSecret}"`])(
    'are refused in quotes: %s',
    async (secret) => {
      const env = { VONAGE_API_KEY: GIVEN.apiKey, VONAGE_API_SECRET: secret };
      const reading = readCredentials(testIo({ env }).io, undefined);
      await expect(reading).rejects.toThrow('found one in quotes, which would be a part of it (not shown)');
      await expect(reading).rejects.not.toThrow(GIVEN.apiSecret);
    },
  );

  it('in UTF-16 are named as such', async () => {
    const file = await credentials(Buffer.from(`\ufeff${JSON.stringify(GIVEN)}`, 'utf16le'));
    await expect(readCredentials(testIo().io, file)).rejects.toThrow('as UTF-8; found text in UTF-16');
  });
});
