import type { RegionRole } from '../../emulator/world.ts';
import type { Fault } from './fault.ts';

/** The region's account lets so many environments run at once, over all functions. */
export const accountQuota = (role: RegionRole, environments: number): Fault => ({
  name: `the account lets ${environments} environments run at once in the ${role}`,
  apply: (world) => world.limitConcurrency(role, environments),
});
