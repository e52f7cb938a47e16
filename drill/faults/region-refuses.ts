import type { RegionRole } from '../world/world.ts';
import type { Fault } from './fault.ts';

/** Every port of the region is closed: a connection is refused at once. */
export const regionRefuses = (role: RegionRole): Fault => ({
  name: `the ${role} region refuses connections`,
  unreachable: role,
  apply: (world) => world.breakRegion(role, 'refuses'),
});
