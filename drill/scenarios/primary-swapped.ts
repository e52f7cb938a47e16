import { operatorLinks } from '../faults/operator-links.ts';
import { regionBlackHole } from '../faults/region-black-hole.ts';
import { CONCURRENCY } from './concurrency.ts';
import type { Scenario } from './scenario.ts';
import { WARM_SWAPPED } from './warm.ts';

/** Tiers keep the names that they were deployed with: it is the secondary that answers first, once it is swapped. */
export const primarySwappedScenario: Scenario = {
  name: 'primary-swapped',
  breaks: 'the primary is a black hole; then the operator swaps the regions',
  promise: 'two connect timeouts before the swap, none after it',
  concurrency: CONCURRENCY.warm,
  calls: 16,
  warm: WARM_SWAPPED,
  phases: [
    {
      faults: [regionBlackHole('primary')],
      servedBy: 'secondary',
      limitMs: ({ timeouts, fetchMs }) => 2 * timeouts.answer.connectMs + fetchMs,
    },
    {
      faults: [operatorLinks({ primary: 'secondary' })],
      servedBy: 'secondary',
      limitMs: ({ fetchMs }) => fetchMs,
    },
  ],
};
