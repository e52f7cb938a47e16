import type { Timeouts } from '../../contracts/settings/timeouts.ts';
import { functionCold } from '../faults/functions.ts';
import { regionFails } from '../faults/regions.ts';
import { CONCURRENCY, WARM_BUT_ANSWER, WARM_SECONDARY } from './load.ts';
import { AFTER_REFUSAL } from './lost-to-a-failure.ts';
import type { Scenario } from './scenario.ts';

const COLD_START_MS = 900;

const isServed = ({ answer }: Timeouts): boolean => COLD_START_MS < answer.integrationMs;

/** A region answers from cold environments. */
export const COLD_START_SCENARIOS: readonly Scenario[] = [
  {
    // Checks that the integration timeout is long enough: a slow cold start must not cause a failover.
    name: 'healthy-cold',
    breaks: `nothing; each answer is a cold start of ${COLD_START_MS.toFixed(0)} ms`,
    promise: 'the primary answers; with tight timeouts the secondary does',
    // Shipped: a cold start of 900 ms, below the gateway's timeout of 1200 ms. Tight: the timeout of 700 ms, then a failover.
    ceilingMs: { shipped: 1150, tight: 950 },
    typicalSeconds: 2.5,
    // Twice the usual concurrency of cold starts, since most of each is waiting.
    concurrency: 4,
    calls: 8,
    warm: WARM_BUT_ANSWER,
    phases: [
      {
        faults: [functionCold('primary', 'answer', COLD_START_MS)],
        servedBy: ({ timeouts }) => (isServed(timeouts) ? 'primary' : 'secondary'),
        limitMs: ({ timeouts, fetchMs }) =>
          (isServed(timeouts) ? COLD_START_MS : timeouts.answer.integrationMs) + fetchMs,
      },
    ],
    coldStartsOf: { role: 'primary', route: 'answer' },
  },
  {
    name: 'failover-cold',
    breaks: 'the primary refuses connections, the secondary is cold',
    promise: 'the secondary answers within two cold starts of an empty function',
    ceilingMs: 800,
    typicalSeconds: 1,
    concurrency: CONCURRENCY.cold,
    calls: 10,
    warm: WARM_SECONDARY,
    phases: [
      {
        faults: [regionFails('primary', 'refuses'), functionCold('secondary', 'fallback')],
        servedBy: 'secondary',
        limitMs: (given) => given.coldStartMs + AFTER_REFUSAL(given),
      },
    ],
    coldStartsOf: { role: 'secondary', route: 'fallback' },
  },
];
