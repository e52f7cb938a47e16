import { environmentsRecycled } from '../faults/environments-recycled.ts';
import { forgedCallback } from '../faults/forged-callback.ts';
import { secretStoreAway } from '../faults/secret-store-away.ts';
import type { Scenario } from './scenario.ts';
import { WARM_BUT_ANSWER } from './warm.ts';

/** Environments that know the secret keep it; new ones cannot learn it, and hand the call over. */
export const secretStoreAwayScenario: Scenario = {
  name: 'secret-store-away',
  breaks: 'the primary’s secret store hangs; then new environments start',
  promise: 'environments that know the secret keep answering; the secondary answers for new ones',
  aboutSignatures: true,
  // One after the other: the second part is about the very environment that the first part made. It is not warmed:
  // warming is an unknown signature itself, and the store is asked again for one at most every 10 s.
  concurrency: 1,
  calls: 9,
  warm: WARM_BUT_ANSWER,
  coldStartsOf: { role: 'primary', route: 'answer' },
  phases: [
    {
      faults: [environmentsRecycled('primary', 'answer')],
      servedBy: 'primary',
      limitMs: ({ coldStartMs, fetchMs }) => coldStartMs + fetchMs,
    },
    {
      faults: [secretStoreAway('primary'), forgedCallback],
      servedBy: 'primary',
      limitMs: ({ fetchMs }) => fetchMs,
    },
    {
      faults: [environmentsRecycled('primary', 'answer')],
      servedBy: 'secondary',
      limitMs: ({ timeouts, coldStartMs, fetchMs }) => coldStartMs + timeouts.answer.handlerMs + fetchMs,
    },
  ],
};
