import type { RegionRole } from '../../emulator/world.ts';
import { botBehaves } from './bot-behaves.ts';
import type { Fault } from './fault.ts';

/** Not much is left to be said. */
const AFTER_MS = 40;

/** No fault at all: the region's bot ends its calls on purpose. */
export const botHangsUp = (role: RegionRole): Fault => ({
  ...botBehaves(role, { kind: 'hangs-up', afterMs: AFTER_MS }),
  name: `the bot of the ${role} hangs up on purpose`,
});
