import { functionFails } from '../faults/functions.ts';
import { operatorLinks } from '../faults/operator.ts';
import { edgeFails, regionFails } from '../faults/regions.ts';
import { CONCURRENCY, WARM_PRIMARY, WARM_SECONDARY } from './load.ts';
import { AFTER_REFUSAL, whenSilent, whenUnreachable } from './lost-to-a-failure.ts';
import { type Scenario, AT_ONCE } from './scenario.ts';

/** The primary fails, and so does a part of the fallback. */
export const FALLBACK_SCENARIOS: readonly Scenario[] = [
  {
    name: 'fallback-throttled',
    breaks: 'the primary refuses, the fallback function is throttled',
    promise: 'the static NCCO answers at once',
    ceilingMs: 200,
    typicalSeconds: 0.5,
    concurrency: CONCURRENCY.warm,
    warm: [],
    phases: [
      {
        faults: [regionFails('primary', 'refuses'), functionFails('secondary', 'fallback', 'throttled')],
        servedBy: 'static',
        limitMs: AFTER_REFUSAL,
      },
    ],
  },
  {
    // CloudFront serves the secondary's distribution and the static tier. Without it, the fallback URL is the secondary's API.
    name: 'fallback-direct',
    breaks: 'CloudFront is a black hole, fallback direct; then the primary refuses',
    promise: 'the primary answers, then the secondary’s API without CloudFront',
    ceilingMs: 200,
    typicalSeconds: 1.5,
    concurrency: CONCURRENCY.warm,
    warm: [...WARM_PRIMARY, ...WARM_SECONDARY],
    phases: [
      {
        faults: [edgeFails('black-hole'), operatorLinks({ primary: 'primary', fallback: 'direct' })],
        servedBy: 'primary',
        limitMs: AT_ONCE,
      },
      { faults: [regionFails('primary', 'refuses')], servedBy: 'secondary', limitMs: AFTER_REFUSAL },
    ],
  },
  {
    // CloudFront answers a URL of more than 8,192 bytes with 413 itself, and has no error page for that (CloudFront quotas).
    name: 'long-query',
    breaks: 'calls carry 12 kB of custom data; the primary refuses, then both regions',
    promise: 'every tier serves them: the primary, the secondary, the static NCCO',
    ceilingMs: 200,
    typicalSeconds: 2,
    needsPostFallback: true,
    answerFields: { custom_data: { notes: 'x'.repeat(12_000) } },
    concurrency: CONCURRENCY.warm,
    warm: [...WARM_PRIMARY, ...WARM_SECONDARY],
    phases: [
      { faults: [], servedBy: 'primary', limitMs: AT_ONCE },
      { faults: [regionFails('primary', 'refuses')], servedBy: 'secondary', limitMs: AFTER_REFUSAL },
      { faults: [regionFails('secondary', 'refuses')], servedBy: 'static', limitMs: AFTER_REFUSAL },
    ],
  },
  {
    name: 'both-regions-refuse',
    breaks: 'both regions refuse connections',
    promise: 'the static NCCO answers at once',
    inStory: true,
    ceilingMs: 200,
    typicalSeconds: 0.5,
    concurrency: CONCURRENCY.warm,
    warm: [],
    phases: [
      {
        faults: [regionFails('primary', 'refuses'), regionFails('secondary', 'refuses')],
        servedBy: 'static',
        limitMs: AFTER_REFUSAL,
      },
    ],
  },
  {
    name: 'both-regions-black-hole',
    breaks: 'both regions are black holes',
    promise: 'the static NCCO answers after the connect timeouts',
    ceilingMs: { shipped: 2200, tight: 1800 },
    typicalSeconds: 4,
    concurrency: CONCURRENCY.waiting,
    warm: [],
    phases: [
      {
        faults: [regionFails('primary', 'black-hole'), regionFails('secondary', 'black-hole')],
        servedBy: 'static',
        limitMs: (given) =>
          whenUnreachable(given, given.timeouts.answer) +
          given.timeouts.fallback.distributionConnectMs +
          given.fetchMs,
      },
    ],
  },
  {
    name: 'both-regions-accept-and-hang',
    breaks: 'both regions accept and never answer',
    promise: 'the static NCCO answers after the socket timeouts and CloudFront’s read timeout',
    ceilingMs: { shipped: 6200, tight: 3800 },
    typicalSeconds: 7,
    concurrency: CONCURRENCY.waiting,
    warm: [],
    phases: [
      {
        faults: [regionFails('primary', 'accepts-and-hangs'), regionFails('secondary', 'accepts-and-hangs')],
        servedBy: 'static',
        limitMs: (given) =>
          whenSilent(given, given.timeouts.answer) +
          given.timeouts.fallback.distributionReadMs +
          given.fetchMs,
      },
    ],
  },
];
