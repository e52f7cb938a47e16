import { functionThrottled } from '../faults/function-throttled.ts';
import { CONCURRENCY } from './concurrency.ts';
import type { Scenario } from './scenario.ts';
import { WARM_FAILOVER } from './warm.ts';

export const functionThrottledScenario: Scenario = {
  name: 'function-throttled',
  breaks: 'the answer function is throttled',
  promise: 'the secondary answers at once',
  concurrency: CONCURRENCY.busy,
  warm: WARM_FAILOVER,
  phases: [
    {
      faults: [functionThrottled('primary', 'answer')],
      servedBy: 'secondary',
      limitMs: ({ fetchMs }) => fetchMs,
    },
  ],
};
