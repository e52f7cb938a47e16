import { badCallFlow } from '../faults/bad-call-flow.ts';
import { CONCURRENCY } from './concurrency.ts';
import type { Scenario } from './scenario.ts';
import { WARM_PRIMARY } from './warm.ts';

export const callFlowReturnsInvalidNccoScenario: Scenario = {
  name: 'call-flow-returns-invalid-ncco',
  breaks: 'the call flow returns an invalid NCCO',
  promise: 'the primary answers: an apology, then a person',
  concurrency: CONCURRENCY.busy,
  warm: WARM_PRIMARY,
  phases: [
    {
      faults: [badCallFlow('primary', 'returns-invalid-ncco')],
      servedBy: 'primary',
      limitMs: ({ fetchMs }) => fetchMs,
      hears: 'last-resort',
    },
  ],
};
