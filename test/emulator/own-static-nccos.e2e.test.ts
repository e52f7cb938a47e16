import { rmSync } from 'node:fs';
import { applicationOutput, regionalOutputs } from '../../contracts/outputs.ts';
import { startEmulator } from '../../emulator/start-emulator.ts';
import type { StartedEmulator } from '../../emulator/start-emulator.ts';
import { settings } from '../fixtures/own/settings.ts';
import { assemblyOf } from '../support/assembly-of.ts';
import { postSigned } from './post-signed.ts';

const SALES = 'bbbbbbbb-bbbb-4ccc-8ddd-0123456789ab';

const folders: string[] = [];
const assembly = async (changes: object = {}): Promise<string> => {
  const folder = await assemblyOf({ ...settings, ...changes });
  folders.push(folder);
  return folder;
};
let emulator: StartedEmulator;
beforeAll(async () => {
  const before = await startEmulator({ assembly: await assembly() });
  await before.stop();
  const withOwn = await assembly({
    vonage: { ...settings.vonage, applicationIds: [...settings.vonage.applicationIds, SALES] },
    numbers: {
      447700900000: {
        staticNcco: 'connect-phone',
        applicationId: SALES,
        person: { phone: '447700900009', answersBy: 'phone' },
      },
    },
  });
  emulator = await startEmulator({ assembly: withOwn, identity: before.identity });
}, 90_000);
afterAll(async () => {
  await emulator.stop();
  for (const folder of folders) rmSync(folder, { recursive: true });
});

it('the emulator serves the distribution of an application that has a static NCCO of its own, also where a reload brings it', async () => {
  const common = emulator.description.secondary.distribution;
  const own = regionalOutputs(emulator.outputs).secondary[applicationOutput(SALES)] ?? '';
  expect(own).not.toBe(common);
  const staticNcco = await (await fetch(own)).text();
  expect(staticNcco).toContain('447700900009');
  expect(await (await fetch(common)).text()).not.toContain('447700900009');
  const signed = await postSigned(emulator, own);
  expect(signed).toMatchObject({ status: 200, text: (await postSigned(emulator, common)).text });
  expect(signed.text).not.toBe(staticNcco);
});
