import type { RegionRole, Route } from '../../emulator/world.ts';
import type { Fault } from './fault.ts';
import { PLAIN_NCCO, inThePlainRegion } from './plain-effect.ts';

/**
 * Each invocation meets a cold environment.
 * @param readyAfterMs it serves that long after the request's arrival; as soon as it can when left out
 */
export const functionCold = (role: RegionRole, route: Route, readyAfterMs?: number): Fault => ({
  name: `${route} is cold in the ${role}`,
  ...inThePlainRegion(role, { [route]: { ...PLAIN_NCCO, afterMs: readyAfterMs ?? 0 } }),
  apply: (world) => world.makeCold(role, route, readyAfterMs),
});
