import type { RegionRole } from '../../emulator/world.ts';
import type { Fault } from './fault.ts';
import { everyRequest, inThePlainRegion } from './plain-effect.ts';

/** Every port of the region is closed: a connection is refused at once. */
export const regionRefuses = (role: RegionRole): Fault => ({
  name: `the ${role} region refuses connections`,
  unreachable: role,
  ...inThePlainRegion(role, everyRequest({ error: 'connection-refused' })),
  apply: (world) => world.breakRegion(role, 'refuses'),
});
