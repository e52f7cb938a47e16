import type { RegionRole, Route } from '../../emulator/world.ts';
import type { Fault } from './fault.ts';
import { inThePlainRegion } from './plain-effect.ts';

/** No concurrency is left for the function. */
export const functionThrottled = (role: RegionRole, route: Route): Fault => ({
  name: `${route} is throttled in the ${role}`,
  // API Gateway's answer then.
  ...inThePlainRegion(role, { [route]: { status: 500, afterMs: 0 } }),
  apply: (world) => world.breakFunction(role, route, 'throttled'),
});
