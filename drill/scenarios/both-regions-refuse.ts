import { regionRefuses } from '../faults/region-refuses.ts';
import { CONCURRENCY } from './concurrency.ts';
import type { Scenario } from './scenario.ts';

export const bothRegionsRefuseScenario: Scenario = {
  name: 'both-regions-refuse',
  breaks: 'both regions refuse connections',
  promise: 'the static NCCO answers at once',
  concurrency: CONCURRENCY.warm,
  warm: [],
  phases: [
    {
      faults: [regionRefuses('primary'), regionRefuses('secondary')],
      servedBy: 'static',
      limitMs: ({ fetchMs }) => fetchMs,
    },
  ],
};
