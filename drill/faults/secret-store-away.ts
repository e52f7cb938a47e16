import type { RegionRole } from '../world/world.ts';
import type { Fault } from './fault.ts';

/** The region's secret store takes requests and never answers. */
export const secretStoreAway = (role: RegionRole): Fault => ({
  name: `the secret store of the ${role} is away`,
  apply: (world) => world.breakSecretStore(role, 'accepts-and-hangs'),
});
