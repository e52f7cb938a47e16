import type { RegionRole, Route } from '../../emulator/world.ts';
import { type Fault, nothingToUndo } from './fault.ts';

/** Every warm environment of the function is gone, as after a deployment or a quiet hour. */
export const environmentsRecycled = (role: RegionRole, route: Route): Fault => ({
  name: `the environments of ${route} are recycled in the ${role}`,
  recycles: true,
  apply: async (world) => {
    await world.recycle(role, route);
    return nothingToUndo;
  },
});
