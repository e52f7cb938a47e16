import { functionHangs } from '../faults/function-hangs.ts';
import { CONCURRENCY } from './concurrency.ts';
import type { Scenario } from './scenario.ts';
import { WARM_USED_UP } from './warm.ts';

export const functionHangsScenario: Scenario = {
  name: 'function-hangs',
  breaks: 'the answer function hangs',
  promise: 'the secondary answers after the integration timeout',
  concurrency: CONCURRENCY.waiting,
  warm: WARM_USED_UP,
  phases: [
    {
      faults: [functionHangs('primary', 'answer')],
      servedBy: 'secondary',
      limitMs: ({ timeouts, fetchMs }) => timeouts.answer.integrationMs + fetchMs,
    },
  ],
};
