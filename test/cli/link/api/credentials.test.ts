import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openApplicationsApi } from '../../../../cli/link/api/applications-api.ts';
import { API_KEY, API_SECRET, startLinked } from '../support/linked.ts';
import type { Linked } from '../support/linked.ts';
import { ID } from '../support/rich-application.ts';
import { testIo } from '../support/test-io.ts';

let linked: Linked;
beforeEach(async () => {
  linked = await startLinked();
});
afterEach(() => linked.stop());

const open = (options: Parameters<typeof testIo>[0] = {}, credentialsFile?: string) => ({
  api: openApplicationsApi(testIo({ env: linked.env, ...options }).io, { credentialsFile }),
});

describe('credentials and hosts', () => {
  it.each([
    [{}, 'Expected VONAGE_API_KEY and VONAGE_API_SECRET in the environment, found nothing.'],
    [{ VONAGE_API_KEY: 'abcd1234', VONAGE_API_SECRET: ' ' }, 'Expected VONAGE_API_SECRET in the environment'],
    [{ VONAGE_API_KEY: 'abcd1234', VONAGE_API_SECRET: 'two words' }, 'a secret without blanks'],
    [{ VONAGE_API_HOST: 'http://api.example.com' }, 'http:// on a loopback address only'],
    [{ VONAGE_API_HOST: 'https://api.example.com/v2' }, 'found "https://api.example.com/v2"'],
  ])('%j: %s', async (env, message) => {
    await expect(open({ env }).api).rejects.toThrow(message);
  });

  it('take Vonage itself where no host is named, and a bare name as https', async () => {
    const keys = { VONAGE_API_KEY: API_KEY, VONAGE_API_SECRET: API_SECRET };
    expect((await open({ env: keys }).api).host).toBe('https://api.nexmo.com');
    const named = { ...keys, VONAGE_API_HOST: 'api.example.com' };
    expect((await open({ env: named }).api).host).toBe('https://api.example.com');
  });

  it('come from a file, with blanks around them', async () => {
    const file = join(linked.folder, 'credentials.json');
    await writeFile(file, JSON.stringify({ apiKey: API_KEY, apiSecret: `${API_SECRET}\n` }));
    const api = await open({ env: { VONAGE_API_HOST: linked.api.url } }, file).api;
    expect((await api.readApplication(ID))['name']).toBe('Front desk é');
  });

  it.each([
    ['{"apiSecret":"hidden', 'expected JSON'],
    ['{"apiKey":"abcd1234"}', 'expected the texts apiKey and apiSecret'],
    ['null', 'expected the texts apiKey and apiSecret'],
  ])('refuse a file with %s, and quote nothing of it', async (content, message) => {
    const file = join(linked.folder, 'credentials.json');
    await writeFile(file, content);
    const error = await open({}, file).api.catch((reason: unknown) => reason as Error);
    expect((error as Error).message).toContain(`${file}: ${message}`);
    expect((error as Error).message).not.toContain('hidden');
  });
});
