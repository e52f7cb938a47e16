import type { RegionRole, Route } from '../world/world.ts';
import type { Fault } from './fault.ts';

/** No concurrency is left for the function. */
export const functionThrottled = (role: RegionRole, route: Route): Fault => ({
  name: `${route} is throttled in the ${role}`,
  apply: (world) => world.breakFunction(role, route, 'throttled'),
});
