import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vvf } from '../../vvf.ts';
import { testIo } from './link/support/test-io.ts';
import { twoRegions } from './link/two-regions.ts';

const { io } = testIo();

/** Nobody is signed in: the SDK fails before it sends anything. */
describe('a command that asks AWS, with no credentials', () => {
  const before = { ...process.env };
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'voice-failover-not-signed-in-'));
    await writeFile(join(folder, 'outputs.json'), JSON.stringify(twoRegions));
    for (const name of Object.keys(process.env).filter((each) => each.startsWith('AWS_')))
      Reflect.deleteProperty(process.env, name);
    Object.assign(process.env, { HOME: folder, AWS_EC2_METADATA_DISABLED: 'true' });
  });
  afterEach(async () => {
    for (const name of Object.keys(process.env)) Reflect.deleteProperty(process.env, name);
    Object.assign(process.env, before);
    await rm(folder, { recursive: true });
  });
  const outputs = (): string[] => ['--outputs', join(folder, 'outputs.json')];

  it.each(['destroy --yes --force', 'outputs', 'calls', 'voicemails', 'rotate status'])(
    '%s says so, in one line, and how to sign in',
    async (command) => {
      await expect(vvf.run([...command.split(' '), ...outputs()], io)).rejects.toMatchObject({
        name: 'CommandError',
        message: expect.stringMatching(
          /^Expected AWS credentials that every region accepts, found no AWS credentials \(CredentialsProviderError.*\)\. Sign in /,
        ),
      });
    },
  );
});
