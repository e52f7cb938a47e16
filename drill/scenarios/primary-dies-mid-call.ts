import { regionRefuses } from '../faults/region-refuses.ts';
import { CONCURRENCY } from './concurrency.ts';
import type { Scenario } from './scenario.ts';
import { WARM_MID_CALL } from './warm.ts';

export const primaryDiesMidCallScenario: Scenario = {
  name: 'primary-dies-mid-call',
  breaks: 'the primary’s webhooks are gone while callers talk',
  promise: 'who talks hears nothing of it; the secondary answers who calls',
  concurrency: CONCURRENCY.warm,
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
