import { functionCrashes } from '../faults/function-crashes.ts';
import { CONCURRENCY } from './concurrency.ts';
import type { Scenario } from './scenario.ts';
import { WARM_USED_UP } from './warm.ts';

export const functionCrashesScenario: Scenario = {
  name: 'function-crashes',
  breaks: 'the answer function crashes',
  promise: 'the secondary answers at once',
  concurrency: CONCURRENCY.cold,
  calls: 10,
  warm: WARM_USED_UP,
  phases: [
    {
      faults: [functionCrashes('primary', 'answer')],
      servedBy: 'secondary',
      limitMs: ({ fetchMs }) => fetchMs,
    },
  ],
};
