import { forgedCallbacks } from '../faults/forged-callbacks.ts';
import { secretInRotation } from '../faults/secret-in-rotation.ts';
import { CONCURRENCY } from './concurrency.ts';
import type { Scenario } from './scenario.ts';
import { WARM_PRIMARY } from './warm.ts';

export const forgedCallbacksScenario: Scenario = {
  name: 'forged-callbacks',
  breaks: 'callbacks are forged in every known way, during a rotation',
  promise: 'each is accepted or refused as it must be, and the primary answers as always',
  aboutSignatures: true,
  concurrency: CONCURRENCY.busy,
  // One more of each than there are callers.
  warm: [
    ...WARM_PRIMARY.map((warm) => ({ ...warm, perCaller: 2 })),
    { role: 'secondary', route: 'fallback' },
  ],
  phases: [
    {
      faults: [secretInRotation('primary'), secretInRotation('secondary'), forgedCallbacks],
      servedBy: 'primary',
      limitMs: ({ fetchMs }) => fetchMs,
    },
  ],
};
