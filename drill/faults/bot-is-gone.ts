import type { RegionRole } from '../../emulator/world.ts';
import { behaving } from './bot-behaves.ts';
import type { Fault } from './fault.ts';
import { inThePlainRegion } from './plain-effect.ts';

/** The region's bot drops everybody it talks to, and takes nobody any more. */
export const botIsGone = (role: RegionRole): Fault => ({
  name: `the bot of the ${role} is gone`,
  ...inThePlainRegion(role, { bot: 'drops' }),
  apply: (_world, outside) => {
    const undo = behaving(outside, role, { kind: 'refuses' });
    outside.bots[role].leave('reset');
    return Promise.resolve(undo);
  },
});
