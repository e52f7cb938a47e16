import type { NetworkFault } from '../../emulator/world.ts';
import type { Fault } from './fault.ts';

/** CloudFront is gone: the fallback URL's front, and the static tier behind it. */
export const edgeGone = (how: NetworkFault): Fault => ({
  name: `CloudFront ${how}`,
  unreachable: 'secondary',
  apply: (world) => world.breakEdge(how),
});
