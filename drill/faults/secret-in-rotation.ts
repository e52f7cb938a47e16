import { storedSecret } from '../callbacks/secrets.ts';
import type { RegionRole } from '../../emulator/world.ts';
import type { Fault } from './fault.ts';

/** The region's secret holds the next and the former one too, as in the middle of a rotation. */
export const secretInRotation = (role: RegionRole): Fault => ({
  name: `the secret of the ${role} is in rotation`,
  recycles: true,
  apply: (world) => world.setSecret(role, storedSecret(world.description.application.signatureSecret)),
});
