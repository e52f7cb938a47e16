import type { Timeouts } from '../../contracts/settings/timeouts.ts';
import { functionCold } from '../faults/function-cold.ts';
import type { Scenario } from './scenario.ts';
import { WARM_BUT_ANSWER } from './warm.ts';

const COLD_START_MS = 900;

const isServed = ({ answer }: Timeouts): boolean => COLD_START_MS < answer.integrationMs;

/** This bounds the integration timeout from below: a slow cold start must not become a failover. */
export const healthyColdScenario: Scenario = {
  name: 'healthy-cold',
  breaks: `nothing; each answer is a cold start of ${COLD_START_MS.toFixed(0)} ms`,
  promise: 'the primary answers; with tight timeouts the secondary does',
  // Twice as many as cold starts usually allow: most of each is waiting.
  concurrency: 4,
  calls: 8,
  warm: WARM_BUT_ANSWER,
  phases: [
    {
      faults: [functionCold('primary', 'answer', COLD_START_MS)],
      servedBy: (timeouts) => (isServed(timeouts) ? 'primary' : 'secondary'),
      limitMs: ({ timeouts, fetchMs }) =>
        (isServed(timeouts) ? COLD_START_MS : timeouts.answer.integrationMs) + fetchMs,
    },
  ],
  coldStartsOf: { role: 'primary', route: 'answer' },
};
