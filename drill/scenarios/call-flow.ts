import { badCallFlow } from '../faults/call-flow.ts';
import { functionFails } from '../faults/functions.ts';
import { CONCURRENCY, WARM_FAILOVER, WARM_PRIMARY, WARM_USED_UP } from './load.ts';
import { type Scenario, AT_ONCE } from './scenario.ts';

/** The answer function crashes, or the call flow in it is bad. */
export const CALL_FLOW_SCENARIOS: readonly Scenario[] = [
  {
    name: 'function-crashes',
    breaks: 'the answer function crashes',
    promise: 'the secondary answers at once',
    ceilingMs: 200,
    typicalSeconds: 1,
    concurrency: CONCURRENCY.cold,
    calls: 10,
    warm: WARM_USED_UP,
    phases: [
      { faults: [functionFails('primary', 'answer', 'crashes')], servedBy: 'secondary', limitMs: AT_ONCE },
    ],
  },
  {
    name: 'call-flow-throws',
    breaks: 'the call flow throws',
    promise: 'the primary answers: an apology, then a person',
    inStory: true,
    ceilingMs: 200,
    typicalSeconds: 1,
    concurrency: CONCURRENCY.busy,
    warm: WARM_PRIMARY,
    phases: [
      {
        faults: [badCallFlow('primary', 'throws')],
        servedBy: 'primary',
        limitMs: AT_ONCE,
        hears: 'last-resort',
      },
    ],
  },
  {
    name: 'call-flow-returns-invalid-ncco',
    breaks: 'the call flow returns an invalid NCCO',
    promise: 'the primary answers: an apology, then a person',
    ceilingMs: 200,
    typicalSeconds: 1,
    concurrency: CONCURRENCY.busy,
    warm: WARM_PRIMARY,
    phases: [
      {
        faults: [badCallFlow('primary', 'returns-invalid-ncco')],
        servedBy: 'primary',
        limitMs: AT_ONCE,
        hears: 'last-resort',
      },
    ],
  },
  {
    name: 'call-flow-too-slow',
    breaks: 'the call flow takes 10 s',
    promise: 'the secondary answers after the handler’s deadline',
    ceilingMs: { shipped: 800, tight: 800, guarded: 1300 },
    typicalSeconds: 2.5,
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
  },
];
