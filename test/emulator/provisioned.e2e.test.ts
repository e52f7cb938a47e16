import { rmSync } from 'node:fs';
import { settings } from '../fixtures/own/settings.ts';
import { startWorld } from '../../emulator/start-world.ts';
import type { World } from '../../emulator/world.ts';
import { postSigned } from './post-signed.ts';
import { synthesizedAssembly } from './synthesized-assembly.ts';

let assembly: string;
let world: World;
beforeAll(async () => {
  assembly = await synthesizedAssembly({ functions: { ...settings.functions, provisionedConcurrency: 1 } });
  world = await startWorld({ assembly });
}, 60_000);
afterAll(async () => {
  await world.stop();
  rmSync(assembly, { recursive: true });
});

describe('provisioned concurrency, in the world', () => {
  it.each(['primary', 'secondary'] as const)(
    'spares the first caller of the %s a cold start, and the next one at once not',
    async (role) => {
      const { answer } = world.description[role];
      expect((await postSigned(world, answer)).status).toBe(200);
      expect(await world.coldStartsMs(role, 'answer')).toEqual([]);
      const both = await Promise.all([postSigned(world, answer), postSigned(world, answer)]);
      expect(both.map(({ status }) => status)).toEqual([200, 200]);
      expect(await world.coldStartsMs(role, 'answer')).toHaveLength(1);
    },
  );

  it('spares the first call of the fallback one, and of the event, which is not provisioned, not', async () => {
    const { front, event } = world.description.primary;
    expect((await postSigned(world, front)).status).toBe(200);
    expect(await world.coldStartsMs('primary', 'fallback')).toEqual([]);
    await postSigned(world, event);
    expect(await world.coldStartsMs('primary', 'event')).toHaveLength(1);
  });
});
