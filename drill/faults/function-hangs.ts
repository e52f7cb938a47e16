import type { RegionRole, Route } from '../world/world.ts';
import type { Fault } from './fault.ts';

/** The function's environment stops in the middle of an invocation. */
export const functionHangs = (role: RegionRole, route: Route): Fault => ({
  name: `${route} hangs in the ${role}`,
  apply: (world) => world.breakFunction(role, route, 'hangs'),
});
