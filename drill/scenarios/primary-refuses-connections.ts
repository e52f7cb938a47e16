import { regionRefuses } from '../faults/region-refuses.ts';
import { CONCURRENCY } from './concurrency.ts';
import type { Scenario } from './scenario.ts';
import { WARM_SECONDARY } from './warm.ts';

export const primaryRefusesConnectionsScenario: Scenario = {
  name: 'primary-refuses-connections',
  breaks: 'the primary refuses connections',
  promise: 'the secondary answers at once',
  concurrency: CONCURRENCY.warm,
  warm: WARM_SECONDARY,
  phases: [{ faults: [regionRefuses('primary')], servedBy: 'secondary', limitMs: ({ fetchMs }) => fetchMs }],
};
