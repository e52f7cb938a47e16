import { regionBlackHole } from '../faults/region-black-hole.ts';
import { CONCURRENCY } from './concurrency.ts';
import type { Scenario } from './scenario.ts';
import { WARM_SECONDARY } from './warm.ts';

export const primaryBlackHoleScenario: Scenario = {
  name: 'primary-black-hole',
  breaks: 'the primary is a black hole',
  promise: 'the secondary answers after two connect timeouts',
  concurrency: CONCURRENCY.waiting,
  warm: WARM_SECONDARY,
  phases: [
    {
      faults: [regionBlackHole('primary')],
      servedBy: 'secondary',
      limitMs: ({ timeouts, fetchMs }) => 2 * timeouts.answer.connectMs + fetchMs,
    },
  ],
};
