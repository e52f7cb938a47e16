import { edgeGone } from '../faults/edge-gone.ts';
import { operatorLinks } from '../faults/operator-links.ts';
import { regionRefuses } from '../faults/region-refuses.ts';
import { CONCURRENCY } from './concurrency.ts';
import type { Scenario } from './scenario.ts';
import { WARM_PRIMARY, WARM_SECONDARY } from './warm.ts';

/** CloudFront carries the secondary's front and the static tier: without it, the fallback is the secondary's own API. */
export const fallbackDirectScenario: Scenario = {
  name: 'fallback-direct',
  breaks: 'CloudFront is a black hole, and linked around; then the primary refuses',
  promise: 'the primary answers, then the secondary’s API without CloudFront',
  concurrency: CONCURRENCY.warm,
  warm: [...WARM_PRIMARY, ...WARM_SECONDARY],
  phases: [
    {
      faults: [edgeGone('black-hole'), operatorLinks({ primary: 'primary', fallback: 'direct' })],
      servedBy: 'primary',
      limitMs: ({ fetchMs }) => fetchMs,
    },
    {
      faults: [regionRefuses('primary')],
      servedBy: 'secondary',
      limitMs: ({ fetchMs }) => fetchMs,
    },
  ],
};
