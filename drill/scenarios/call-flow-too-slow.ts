import { badCallFlow } from '../faults/bad-call-flow.ts';
import { CONCURRENCY } from './concurrency.ts';
import type { Scenario } from './scenario.ts';
import { WARM_FAILOVER } from './warm.ts';

export const callFlowTooSlowScenario: Scenario = {
  name: 'call-flow-too-slow',
  breaks: 'the call flow takes 10 s',
  promise: 'the secondary answers after the handler’s deadline',
  concurrency: CONCURRENCY.warm,
  calls: 16,
  warm: WARM_FAILOVER,
  phases: [
    {
      faults: [badCallFlow('primary', 'too-slow')],
      servedBy: 'secondary',
      limitMs: ({ timeouts, fetchMs }) => timeouts.answer.handlerMs + fetchMs,
    },
  ],
};
