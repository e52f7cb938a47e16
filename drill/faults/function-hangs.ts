import type { RegionRole, Route } from '../../emulator/world.ts';
import type { Fault } from './fault.ts';
import { FUNCTION_TIMES_OUT, inThePlainRegion } from './plain-effect.ts';

/** The function's environment stops in the middle of an invocation. */
export const functionHangs = (role: RegionRole, route: Route): Fault => ({
  name: `${route} hangs in the ${role}`,
  ...inThePlainRegion(role, { [route]: FUNCTION_TIMES_OUT }),
  apply: (world) => world.breakFunction(role, route, 'hangs'),
});
