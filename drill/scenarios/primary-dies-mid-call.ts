import { regionRefuses } from '../faults/region-refuses.ts';
import { CONCURRENCY } from './concurrency.ts';
import type { Scenario } from './scenario.ts';
import { WARM_MID_CALL } from './warm.ts';

export const primaryDiesMidCallScenario: Scenario = {
  name: 'primary-dies-mid-call',
  breaks: 'mid-call, the primary’s webhooks fail',
  promise: 'callers in a call notice nothing; the secondary answers new callers',
  concurrency: CONCURRENCY.warm,
  calls: 16,
  warm: WARM_MID_CALL,
  phases: [
    {
      faults: [],
      midCall: [regionRefuses('primary')],
      servedBy: 'primary',
      limitMs: ({ fetchMs }) => fetchMs,
      endedBy: 'caller',
    },
    {
      faults: [regionRefuses('primary')],
      servedBy: 'secondary',
      limitMs: ({ fetchMs }) => fetchMs,
    },
  ],
};
