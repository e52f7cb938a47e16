import { badCallFlow } from '../faults/bad-call-flow.ts';
import { CONCURRENCY } from './concurrency.ts';
import type { Scenario } from './scenario.ts';
import { WARM_PRIMARY } from './warm.ts';

export const callFlowThrowsScenario: Scenario = {
  name: 'call-flow-throws',
  breaks: 'the call flow throws',
  promise: 'the primary answers: an apology, then a person',
  concurrency: CONCURRENCY.busy,
  warm: WARM_PRIMARY,
  phases: [
    {
      faults: [badCallFlow('primary', 'throws')],
      servedBy: 'primary',
      limitMs: ({ fetchMs }) => fetchMs,
      hears: 'last-resort',
    },
  ],
};
