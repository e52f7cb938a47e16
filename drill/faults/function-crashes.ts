import type { RegionRole, Route } from '../world/world.ts';
import type { Fault } from './fault.ts';

/** The function's process exits in the middle of an invocation. */
export const functionCrashes = (role: RegionRole, route: Route): Fault => ({
  name: `${route} crashes in the ${role}`,
  apply: (world) => world.breakFunction(role, route, 'crashes'),
});
