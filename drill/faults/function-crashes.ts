import type { RegionRole, Route } from '../../emulator/world.ts';
import type { Fault } from './fault.ts';
import { FUNCTION_FAILS, inThePlainRegion } from './plain-effect.ts';

/** The function's process exits in the middle of an invocation. */
export const functionCrashes = (role: RegionRole, route: Route): Fault => ({
  name: `${route} crashes in the ${role}`,
  ...inThePlainRegion(role, { [route]: FUNCTION_FAILS }),
  apply: (world) => world.breakFunction(role, route, 'crashes'),
});
