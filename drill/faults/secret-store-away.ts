import type { RegionRole } from '../../emulator/world.ts';
import type { Fault } from './fault.ts';
import { FUNCTION_TIMES_OUT, everyRequest, inThePlainRegion } from './plain-effect.ts';

/** The region's secret store takes requests and never answers. */
export const secretStoreAway = (role: RegionRole): Fault => ({
  name: `the secret store of the ${role} is away`,
  // An environment that does not know the secret waits for it: the SDK's client sets no timeout of its own.
  ...inThePlainRegion(role, everyRequest(FUNCTION_TIMES_OUT)),
  apply: (world) => world.breakSecretStore(role, 'accepts-and-hangs'),
});
