import { CONCURRENCY } from './concurrency.ts';
import type { Scenario } from './scenario.ts';
import { WARM_PRIMARY } from './warm.ts';

export const healthyScenario: Scenario = {
  name: 'healthy',
  breaks: 'nothing',
  promise: 'the primary answers',
  concurrency: CONCURRENCY.warm,
  warm: WARM_PRIMARY,
  phases: [{ faults: [], servedBy: 'primary', limitMs: ({ fetchMs }) => fetchMs }],
};
