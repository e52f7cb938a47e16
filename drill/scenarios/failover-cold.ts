import { regionRefuses } from '../faults/region-refuses.ts';
import { functionCold } from '../faults/function-cold.ts';
import { CONCURRENCY } from './concurrency.ts';
import type { Scenario } from './scenario.ts';
import { WARM_SECONDARY } from './warm.ts';

export const failoverColdScenario: Scenario = {
  name: 'failover-cold',
  breaks: 'the primary refuses connections, the secondary is cold',
  promise: 'the secondary answers within three of its own cold starts',
  concurrency: CONCURRENCY.cold,
  calls: 10,
  warm: WARM_SECONDARY,
  phases: [
    {
      faults: [regionRefuses('primary'), functionCold('secondary', 'fallback')],
      servedBy: 'secondary',
      limitMs: ({ coldStartMs }) => 3 * coldStartMs,
    },
  ],
  noAllowance: true,
  coldStartsOf: { role: 'secondary', route: 'fallback' },
};
