import { botDrops, botHangsUp } from '../faults/bot-and-person.ts';
import type { Fault } from '../faults/fault.ts';
import { journalBucketFails } from '../faults/regions.ts';
import { CONCURRENCY, WARM_LADDER, WARM_SLOW_EVENTS } from './load.ts';
import { type Limit, type Phase, type Scenario, AT_ONCE, BOT_AGAIN } from './scenario.ts';

/** The ladder asks the other region's bucket after this time, so callers do not wait longer. */
const HEDGE_MS = 100;

/** The bot drops each caller once, so that the ladder has to read the journaled events. */
const droppedOnce = (faults: readonly Fault[], limitMs: Limit): Phase => ({
  faults: [botDrops('primary', 'cleanly', 1), ...faults],
  servedBy: 'primary',
  limitMs: AT_ONCE,
  talksForMs: 100,
  recovery: { rungs: ['same-socket'], endsWith: 'primary-bot', limitMs },
});

/** Events that end calls, arrive twice or out of order, or cannot be journaled. */
export const EVENT_SCENARIOS: readonly Scenario[] = [
  {
    name: 'bot-hangs-up',
    breaks: 'nothing: the bot ends each call through REST',
    promise: 'the call ends, and no recovery starts',
    ceilingMs: 200,
    typicalSeconds: 1,
    concurrency: CONCURRENCY.warm,
    warm: WARM_LADDER,
    phases: [
      {
        faults: [botHangsUp('primary')],
        servedBy: 'primary',
        limitMs: AT_ONCE,
        talksForMs: 6000,
        endedBy: 'bot',
      },
    ],
  },
  {
    name: 'events-twice-and-out-of-order',
    breaks: 'events come twice, in any order; the bot drops each caller once',
    promise: 'the same bot again; each event journaled once',
    ceilingMs: 250,
    typicalSeconds: 2,
    concurrency: CONCURRENCY.busy,
    calls: 12,
    warm: WARM_SLOW_EVENTS,
    events: 'twice-and-out-of-order',
    phases: [droppedOnce([], BOT_AGAIN)],
  },
  {
    name: 'journal-bucket-unavailable',
    breaks: 'the primary’s journal refuses or hangs; the bot drops each caller once',
    promise: 'the same bot again; every event is in the other journal',
    ceilingMs: 350,
    typicalSeconds: 5,
    concurrency: CONCURRENCY.busy,
    calls: 16,
    warm: WARM_SLOW_EVENTS,
    phases: [
      droppedOnce([journalBucketFails('primary', 'refuses')], BOT_AGAIN),
      {
        ...droppedOnce(
          [journalBucketFails('primary', 'accepts-and-hangs')],
          ({ eventMs, connectMs }) => HEDGE_MS + eventMs + connectMs,
        ),
        replaces: true,
      },
    ],
  },
  {
    name: 'both-journal-buckets-unavailable',
    breaks: 'both journals refuse; the bot drops each caller once',
    promise: 'the same bot again; every lost event is counted',
    ceilingMs: 250,
    typicalSeconds: 1,
    concurrency: CONCURRENCY.busy,
    calls: 12,
    warm: WARM_SLOW_EVENTS,
    journals: 'unavailable',
    phases: [
      droppedOnce(
        [journalBucketFails('primary', 'refuses'), journalBucketFails('secondary', 'refuses')],
        BOT_AGAIN,
      ),
    ],
  },
];
