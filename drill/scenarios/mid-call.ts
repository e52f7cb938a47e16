import { botIsGone } from '../faults/bot-and-person.ts';
import type { Fault } from '../faults/fault.ts';
import { edgeFails, regionFails } from '../faults/regions.ts';
import { CONCURRENCY, WARM_MID_CALL } from './load.ts';
import { AFTER_REFUSAL, whenRefused, whenSilent, whenUnreachable } from './lost-to-a-failure.ts';
import {
  type Limit,
  type Phase,
  type RecoveryPromise,
  type Scenario,
  AT_ONCE,
  LONGEST_WAIT_MS,
} from './scenario.ts';

/** Callers talk to the primary's bot when this breaks. */
const lostMidCall = (midCall: readonly Fault[], recovery: RecoveryPromise): Phase => ({
  faults: [],
  midCall,
  servedBy: 'primary',
  limitMs: AT_ONCE,
  talksForMs: 100,
  recovery,
});

const otherBot = (limitMs: Limit): RecoveryPromise => ({
  rungs: ['other-socket'],
  endsWith: 'secondary-bot',
  limitMs,
});

/** The running NCCO offers the bot once more before the person, so that all tiers are asked twice. */
const aPerson = (limitMs: Limit): RecoveryPromise => ({
  rungs: ['tail'],
  endsWith: 'person',
  limitMs,
  untilSomebody: {
    limitMs: (given) => 2 * limitMs(given) + 2 * LONGEST_WAIT_MS,
    ceilingMs: { shipped: 4500, tight: 2900 },
  },
});

const BOTH_BOTS_GONE = [botIsGone('secondary'), botIsGone('primary')];

/** Regions fail while callers talk. */
export const MID_CALL_SCENARIOS: readonly Scenario[] = [
  {
    name: 'websocket-dropped-and-primary-gone',
    breaks: 'mid-call, the primary and its bot fail',
    promise: 'the secondary’s bot',
    inStory: true,
    ceilingMs: 250,
    typicalSeconds: 2.5,
    concurrency: CONCURRENCY.waiting,
    warm: WARM_MID_CALL,
    phases: [
      lostMidCall(
        [regionFails('primary', 'refuses'), botIsGone('primary')],
        otherBot((given) => AFTER_REFUSAL(given) + given.connectMs),
      ),
    ],
  },
  {
    name: 'websocket-dropped-and-primary-black-hole',
    breaks: 'mid-call, the bot fails, the primary is a black hole',
    promise: 'the secondary’s bot after two connect timeouts',
    ceilingMs: { shipped: 1250, tight: 850 },
    typicalSeconds: 4,
    concurrency: CONCURRENCY.waiting,
    warm: WARM_MID_CALL,
    phases: [
      lostMidCall(
        [regionFails('primary', 'black-hole'), botIsGone('primary')],
        otherBot((given) => whenUnreachable(given, given.timeouts.event) + given.fetchMs + given.connectMs),
      ),
    ],
  },
  {
    name: 'websocket-dropped-and-primary-hangs',
    breaks: 'mid-call, the bot fails, the primary hangs',
    promise: 'the secondary’s bot after two socket timeouts',
    ceilingMs: { shipped: 5250, tight: 4250 },
    typicalSeconds: 8,
    concurrency: CONCURRENCY.waiting,
    warm: WARM_MID_CALL,
    phases: [
      lostMidCall(
        [regionFails('primary', 'accepts-and-hangs'), botIsGone('primary')],
        otherBot((given) => whenSilent(given, given.timeouts.event) + given.fetchMs + given.connectMs),
      ),
    ],
  },
  {
    name: 'websocket-dropped-and-both-regions-gone',
    breaks: 'mid-call, both regions and their bots fail',
    promise: 'the static NCCO, which makes sense mid-call too',
    ceilingMs: 250,
    typicalSeconds: 1.5,
    concurrency: CONCURRENCY.waiting,
    warm: WARM_MID_CALL,
    phases: [
      lostMidCall(
        [regionFails('primary', 'refuses'), regionFails('secondary', 'refuses'), ...BOTH_BOTS_GONE],
        { rungs: ['static'], endsWith: 'static', limitMs: AFTER_REFUSAL },
      ),
    ],
  },
  {
    name: 'websocket-dropped-and-everything-gone',
    breaks: 'mid-call, both regions, bots and CloudFront fail',
    promise: 'a person: Vonage gives up and plays the rest of the NCCO',
    inStory: true,
    ceilingMs: { shipped: 2250, tight: 1450 },
    typicalSeconds: 9,
    concurrency: CONCURRENCY.waiting,
    warm: WARM_MID_CALL,
    phases: [
      lostMidCall(
        [
          regionFails('primary', 'refuses'),
          regionFails('secondary', 'refuses'),
          edgeFails('refuses'),
          ...BOTH_BOTS_GONE,
        ],
        aPerson((given) => whenRefused(given) + AFTER_REFUSAL(given)),
      ),
      lostMidCall(
        [
          regionFails('primary', 'black-hole'),
          regionFails('secondary', 'black-hole'),
          edgeFails('black-hole'),
          ...BOTH_BOTS_GONE,
        ],
        aPerson(
          (given) =>
            whenUnreachable(given, given.timeouts.event) +
            whenUnreachable(given, given.timeouts.fallback) +
            given.fetchMs,
        ),
      ),
    ],
  },
  {
    name: 'primary-dies-mid-call',
    breaks: 'mid-call, the primary’s webhooks fail',
    promise: 'callers in a call notice nothing; the secondary answers new callers',
    ceilingMs: 200,
    typicalSeconds: 1,
    concurrency: CONCURRENCY.warm,
    calls: 16,
    warm: WARM_MID_CALL,
    phases: [
      {
        faults: [],
        midCall: [regionFails('primary', 'refuses')],
        servedBy: 'primary',
        limitMs: AT_ONCE,
        endedBy: 'caller',
      },
      { faults: [regionFails('primary', 'refuses')], servedBy: 'secondary', limitMs: AFTER_REFUSAL },
    ],
  },
];
