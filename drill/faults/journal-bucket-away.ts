import type { NetworkFault, RegionRole } from '../../emulator/world.ts';
import type { Fault } from './fault.ts';

/** The region's journal bucket does this to whoever writes. */
export const journalBucketAway = (role: RegionRole, how: NetworkFault): Fault => ({
  name: `the journal bucket of the ${role} ${how}`,
  apply: (world) => world.breakJournalBucket(role, how),
});
