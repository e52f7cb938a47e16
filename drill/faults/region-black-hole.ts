import type { RegionRole } from '../../emulator/world.ts';
import type { Fault } from './fault.ts';
import { everyRequest, inThePlainRegion } from './plain-effect.ts';

/** Packets to the region vanish: a connection is never made. */
export const regionBlackHole = (role: RegionRole): Fault => ({
  name: `the ${role} region is a black hole`,
  unreachable: role,
  ...inThePlainRegion(role, everyRequest({ error: 'connect-timeout' })),
  apply: (world) => world.breakRegion(role, 'black-hole'),
});
