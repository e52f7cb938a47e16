import type { RegionRole } from '../../emulator/world.ts';
import type { Fault } from './fault.ts';
import { everyRequest, inThePlainRegion } from './plain-effect.ts';

/** The region takes connections and requests, and never answers. */
export const regionAcceptsAndHangs = (role: RegionRole): Fault => ({
  name: `the ${role} region accepts and hangs`,
  unreachable: role,
  ...inThePlainRegion(role, everyRequest({ error: 'socket-timeout' })),
  apply: (world) => world.breakRegion(role, 'accepts-and-hangs'),
});
