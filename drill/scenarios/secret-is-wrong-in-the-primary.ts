import { secretIsWrong } from '../faults/secret-is-wrong.ts';
import { CONCURRENCY } from './concurrency.ts';
import type { Scenario } from './scenario.ts';
import { WARM_FAILOVER } from './warm.ts';

export const secretIsWrongInThePrimaryScenario: Scenario = {
  name: 'secret-is-wrong-in-the-primary',
  breaks: 'the primary holds a wrong secret',
  promise: 'the secondary answers at once',
  aboutSignatures: true,
  concurrency: CONCURRENCY.busy,
  warm: WARM_FAILOVER,
  phases: [{ faults: [secretIsWrong('primary')], servedBy: 'secondary', limitMs: ({ fetchMs }) => fetchMs }],
};
