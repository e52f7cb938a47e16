import type { RegionRole } from '../world/world.ts';
import { botBehaves } from './bot-behaves.ts';
import type { Fault } from './fault.ts';

/** The region's bot answers every handshake with an error. */
export const botRefuses = (role: RegionRole): Fault => ({
  ...botBehaves(role, { kind: 'refuses' }),
  name: `the bot of the ${role} refuses connections`,
});
