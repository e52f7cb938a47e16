import { regionRefuses } from '../faults/region-refuses.ts';
import { functionThrottled } from '../faults/function-throttled.ts';
import { CONCURRENCY } from './concurrency.ts';
import type { Scenario } from './scenario.ts';

export const fallbackThrottledScenario: Scenario = {
  name: 'fallback-throttled',
  breaks: 'the primary refuses, the fallback function is throttled',
  promise: 'the static NCCO answers at once',
  concurrency: CONCURRENCY.warm,
  warm: [],
  phases: [
    {
      faults: [regionRefuses('primary'), functionThrottled('secondary', 'fallback')],
      servedBy: 'static',
      limitMs: ({ fetchMs }) => fetchMs,
    },
  ],
};
