import { regionRefuses } from '../faults/region-refuses.ts';
import { functionCold } from '../faults/function-cold.ts';
import { CONCURRENCY } from './concurrency.ts';
import type { Scenario } from './scenario.ts';
import { WARM_SECONDARY } from './warm.ts';

export const failoverColdScenario: Scenario = {
  name: 'failover-cold',
  breaks: 'the primary refuses connections, the secondary is cold',
  promise: 'the secondary answers within two cold starts of an empty function',
  concurrency: CONCURRENCY.cold,
  calls: 10,
  warm: WARM_SECONDARY,
  phases: [
    {
      faults: [regionRefuses('primary'), functionCold('secondary', 'fallback')],
      servedBy: 'secondary',
      limitMs: ({ coldStartMs, fetchMs }) => coldStartMs + fetchMs,
    },
  ],
  coldStartsOf: { role: 'secondary', route: 'fallback' },
};
