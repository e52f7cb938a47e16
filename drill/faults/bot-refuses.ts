import type { RegionRole } from '../../emulator/world.ts';
import { botBehaves } from './bot-behaves.ts';
import type { Fault } from './fault.ts';
import { inThePlainRegion } from './plain-effect.ts';

/** The region's bot answers every handshake with an error. */
export const botRefuses = (role: RegionRole): Fault => ({
  ...botBehaves(role, { kind: 'refuses' }),
  ...inThePlainRegion(role, { bot: 'refuses' }),
  name: `the bot of the ${role} refuses connections`,
});
