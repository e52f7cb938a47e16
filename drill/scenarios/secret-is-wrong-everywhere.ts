import { secretIsWrong } from '../faults/secret-is-wrong.ts';
import { CONCURRENCY } from './concurrency.ts';
import type { Scenario } from './scenario.ts';
import { WARM_STATIC } from './warm.ts';

export const secretIsWrongEverywhereScenario: Scenario = {
  name: 'secret-is-wrong-everywhere',
  breaks: 'both regions hold a wrong secret',
  promise: 'the static NCCO answers at once',
  aboutSignatures: true,
  concurrency: CONCURRENCY.busy,
  warm: WARM_STATIC,
  phases: [
    {
      faults: [secretIsWrong('primary'), secretIsWrong('secondary')],
      servedBy: 'static',
      limitMs: ({ fetchMs }) => fetchMs,
    },
  ],
};
