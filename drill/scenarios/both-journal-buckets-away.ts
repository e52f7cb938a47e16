import { botDrops } from '../faults/bot-drops.ts';
import { journalBucketAway } from '../faults/journal-bucket-away.ts';
import { CONCURRENCY } from './concurrency.ts';
import type { Scenario } from './scenario.ts';
import { WARM_SLOW_EVENTS } from './warm.ts';

export const bothJournalBucketsAwayScenario: Scenario = {
  name: 'both-journal-buckets-away',
  breaks: 'both journals refuse; the bot drops each caller once',
  promise: 'the same bot again; every lost event is counted',
  concurrency: CONCURRENCY.busy,
  calls: 12,
  warm: WARM_SLOW_EVENTS,
  journals: 'away',
  phases: [
    {
      faults: [
        botDrops('primary', 'cleanly', 1),
        journalBucketAway('primary', 'refuses'),
        journalBucketAway('secondary', 'refuses'),
      ],
      servedBy: 'primary',
      limitMs: ({ fetchMs }) => fetchMs,
      talksForMs: 100,
      recovery: {
        rungs: ['same-socket'],
        endsWith: 'primary-bot',
        limitMs: ({ eventMs, connectMs }) => eventMs + connectMs,
      },
    },
  ],
};
