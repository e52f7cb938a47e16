import { connectionsAreStale, regionDrips, regionFails } from '../faults/regions.ts';
import { functionFails } from '../faults/functions.ts';
import { operatorLinks } from '../faults/operator.ts';
import {
  CONCURRENCY,
  WARM_FAILOVER,
  WARM_PRIMARY,
  WARM_SECONDARY,
  WARM_SWAPPED,
  WARM_USED_UP,
} from './load.ts';
import { AFTER_REFUSAL, whenSilent, whenUnreachable } from './lost-to-a-failure.ts';
import { type Given, type Limit, type Scenario, AT_ONCE } from './scenario.ts';

const AFTER_BLACK_HOLE: Limit = (given) => whenUnreachable(given, given.timeouts.answer) + given.fetchMs;

/** Longer than all attempts of every profile. */
const DRIPS_FOR_MS = 7000;

/** Nothing cuts a response that drips, if the socket timeout covers inactivity only. */
const isCut = ({ profile }: Pick<Given, 'profile'>): boolean =>
  profile.socketTimeoutCovers === 'whole-response';

/** The primary answers; or it fails, and the secondary answers. */
export const PRIMARY_SCENARIOS: readonly Scenario[] = [
  {
    name: 'healthy',
    breaks: 'nothing',
    promise: 'the primary answers',
    inStory: true,
    ceilingMs: 200,
    typicalSeconds: 2,
    concurrency: CONCURRENCY.warm,
    warm: WARM_PRIMARY,
    phases: [{ faults: [], servedBy: 'primary', limitMs: AT_ONCE }],
  },
  {
    name: 'primary-refuses-connections',
    breaks: 'the primary refuses connections',
    promise: 'the secondary answers at once',
    inStory: true,
    ceilingMs: 200,
    typicalSeconds: 0.5,
    concurrency: CONCURRENCY.warm,
    warm: WARM_SECONDARY,
    phases: [{ faults: [regionFails('primary', 'refuses')], servedBy: 'secondary', limitMs: AFTER_REFUSAL }],
  },
  {
    name: 'primary-black-hole',
    breaks: 'the primary is a black hole',
    promise: 'the secondary answers after two connect timeouts',
    inStory: true,
    ceilingMs: { shipped: 1200, tight: 800 },
    typicalSeconds: 3,
    concurrency: CONCURRENCY.waiting,
    warm: WARM_SECONDARY,
    meets: ({ profile }) =>
      profile.keepsConnections ? 'socket-timeout-is-retried' : 'connect-timeout-is-retried',
    phases: [
      { faults: [regionFails('primary', 'black-hole')], servedBy: 'secondary', limitMs: AFTER_BLACK_HOLE },
    ],
  },
  {
    // Tiers keep their deployed names: after the swap the secondary answers first.
    name: 'primary-swapped',
    breaks: 'the primary is a black hole; then the operator swaps the regions',
    promise: 'two connect timeouts before the swap, none after it',
    ceilingMs: { shipped: 1200, tight: 800 },
    typicalSeconds: 3.5,
    concurrency: CONCURRENCY.warm,
    calls: 16,
    warm: WARM_SWAPPED,
    phases: [
      { faults: [regionFails('primary', 'black-hole')], servedBy: 'secondary', limitMs: AFTER_BLACK_HOLE },
      { faults: [operatorLinks({ primary: 'secondary' })], servedBy: 'secondary', limitMs: AT_ONCE },
    ],
  },
  {
    name: 'primary-accepts-and-hangs',
    breaks: 'the primary accepts and never answers',
    promise: 'the secondary answers after two socket timeouts',
    ceilingMs: { shipped: 4200, tight: 2800 },
    typicalSeconds: 5.5,
    concurrency: CONCURRENCY.waiting,
    warm: WARM_SECONDARY,
    phases: [
      {
        faults: [regionFails('primary', 'accepts-and-hangs')],
        servedBy: 'secondary',
        limitMs: (given) => whenSilent(given, given.timeouts.answer) + given.fetchMs,
      },
    ],
  },
  {
    name: 'region-drips',
    breaks: `the primary answers at one byte a second, for ${DRIPS_FOR_MS / 1000} s`,
    promise:
      'the secondary answers after two socket timeouts; where Vonage cuts no drip, the primary once it recovers',
    ceilingMs: { shipped: 4200, tight: 2800 },
    typicalSeconds: 10,
    concurrency: CONCURRENCY.waiting,
    warm: WARM_FAILOVER,
    phases: [
      {
        faults: [regionDrips('primary', DRIPS_FOR_MS)],
        servedBy: (given) => (isCut(given) ? 'secondary' : 'primary'),
        limitMs: (given) =>
          (isCut(given) ? whenSilent(given, given.timeouts.answer) : DRIPS_FOR_MS) + given.fetchMs,
      },
    ],
  },
  {
    name: 'stale-connection',
    breaks: 'the primary has closed the connections that Vonage keeps',
    promise: 'the primary answers at once, on a new connection',
    ceilingMs: 200,
    typicalSeconds: 1,
    needsKeptConnections: true,
    meets: () => 'reset-connection-is-retried',
    concurrency: CONCURRENCY.warm,
    warm: WARM_PRIMARY,
    phases: [{ faults: [connectionsAreStale('primary')], servedBy: 'primary', limitMs: AFTER_REFUSAL }],
  },
  {
    name: 'function-hangs',
    breaks: 'the answer function hangs',
    promise: 'the secondary answers after the integration timeout',
    inStory: true,
    ceilingMs: { shipped: 1400, tight: 900 },
    typicalSeconds: 2.5,
    concurrency: CONCURRENCY.waiting,
    warm: WARM_USED_UP,
    phases: [
      {
        faults: [functionFails('primary', 'answer', 'hangs')],
        servedBy: 'secondary',
        limitMs: ({ timeouts, fetchMs }) => timeouts.answer.integrationMs + fetchMs,
      },
    ],
  },
  {
    name: 'function-throttled',
    breaks: 'the answer function is throttled',
    promise: 'the secondary answers at once',
    ceilingMs: 200,
    typicalSeconds: 1,
    concurrency: CONCURRENCY.busy,
    warm: WARM_FAILOVER,
    phases: [
      { faults: [functionFails('primary', 'answer', 'throttled')], servedBy: 'secondary', limitMs: AT_ONCE },
    ],
  },
];
