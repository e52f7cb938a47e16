import { regionAcceptsAndHangs } from '../faults/region-accepts-and-hangs.ts';
import { CONCURRENCY } from './concurrency.ts';
import type { Scenario } from './scenario.ts';
import { WARM_SECONDARY } from './warm.ts';

export const primaryAcceptsAndHangsScenario: Scenario = {
  name: 'primary-accepts-and-hangs',
  breaks: 'the primary accepts and never answers',
  promise: 'the secondary answers after two socket timeouts',
  concurrency: CONCURRENCY.waiting,
  warm: WARM_SECONDARY,
  phases: [
    {
      faults: [regionAcceptsAndHangs('primary')],
      servedBy: 'secondary',
      limitMs: ({ timeouts, fetchMs }) => 2 * timeouts.answer.socketMs + fetchMs,
    },
  ],
};
