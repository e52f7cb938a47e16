import { rmSync } from 'node:fs';
import { settings } from '../fixtures/own/settings.ts';
import { startEmulator } from '../../emulator/start-emulator.ts';
import type { Emulator } from '../../emulator/emulator.ts';
import { postSigned } from './post-signed.ts';
import { synthesizedAssembly } from './synthesized-assembly.ts';

let assembly: string;
let emulator: Emulator;
beforeAll(async () => {
  assembly = await synthesizedAssembly({ functions: { ...settings.functions, provisionedConcurrency: 1 } });
  emulator = await startEmulator({ assembly });
}, 60_000);
afterAll(async () => {
  await emulator.stop();
  rmSync(assembly, { recursive: true });
});

describe('provisioned concurrency, in the emulator', () => {
  it.each(['primary', 'secondary'] as const)(
    'spares the first caller of the %s a cold start',
    async (role) => {
      const { answer } = emulator.description[role];
      expect((await postSigned(emulator, answer)).status).toBe(200);
      expect(await emulator.coldStartsMs(role, 'answer')).toEqual([]);
    },
  );

  it('spares the first call of the fallback one, and of the event, which is not provisioned, not', async () => {
    const { distribution, event } = emulator.description.primary;
    expect((await postSigned(emulator, distribution)).status).toBe(200);
    expect(await emulator.coldStartsMs('primary', 'fallback')).toEqual([]);
    await postSigned(emulator, event);
    expect(await emulator.coldStartsMs('primary', 'event')).toHaveLength(1);
  });
});
