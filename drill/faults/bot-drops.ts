import type { Drop } from '../bot/behavior.ts';
import type { RegionRole } from '../../emulator/world.ts';
import { botBehaves } from './bot-behaves.ts';
import type { Fault } from './fault.ts';
import { inThePlainRegion } from './plain-effect.ts';

/** It says something first. */
const AFTER_MS = 40;

/**
 * The region's bot drops its connections.
 * @param connections the first so many of each call; every one when left out
 */
export const botDrops = (role: RegionRole, how: Drop, connections?: number): Fault => ({
  ...botBehaves(role, {
    kind: 'drops',
    how,
    afterMs: AFTER_MS,
    ...(connections !== undefined && { connections }),
  }),
  name: `the bot of the ${role} drops its connections (${how})`,
  ...inThePlainRegion(role, { bot: how === 'half-open' ? 'is-silent' : 'drops' }),
});
