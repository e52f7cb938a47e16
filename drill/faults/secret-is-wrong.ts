import type { RegionRole } from '../../emulator/world.ts';
import type { Fault } from './fault.ts';
import { SIGNATURE_REFUSED, everyRequest, inThePlainRegion } from './plain-effect.ts';

/** The region's secret holds a well-formed value with which nobody signs. */
export const secretIsWrong = (role: RegionRole): Fault => ({
  name: `the signature secret is wrong in the ${role}`,
  recycles: true,
  deaf: role,
  ...inThePlainRegion(role, everyRequest(SIGNATURE_REFUSED)),
  apply: (world) =>
    world.setSecret(role, JSON.stringify({ current: 'a-secret-with-which-nobody-signs-callbacks' })),
});
