import { botDrops } from '../faults/bot-drops.ts';
import { journalBucketAway } from '../faults/journal-bucket-away.ts';
import type { NetworkFault } from '../../emulator/world.ts';
import { CONCURRENCY } from './concurrency.ts';
import type { Phase, Scenario } from './scenario.ts';
import { WARM_SLOW_EVENTS } from './warm.ts';

/** The ladder asks the other region's bucket after this; nobody waits for more. */
const HEDGE_MS = 100;

const away = (how: NetworkFault, hedgeMs: number): Phase => ({
  faults: [botDrops('primary', 'cleanly', 1), journalBucketAway('primary', how)],
  servedBy: 'primary',
  limitMs: ({ fetchMs }) => fetchMs,
  talksForMs: 100,
  recovery: {
    rungs: ['same-socket'],
    endsWith: 'primary-bot',
    limitMs: ({ eventMs, connectMs }) => hedgeMs + eventMs + connectMs,
  },
});

export const journalBucketAwayScenario: Scenario = {
  name: 'journal-bucket-away',
  breaks: 'the primary’s journal refuses or hangs; the bot drops each caller once',
  promise: 'the same bot again; every event is in the other journal',
  concurrency: CONCURRENCY.busy,
  calls: 16,
  warm: WARM_SLOW_EVENTS,
  phases: [away('refuses', 0), { ...away('accepts-and-hangs', HEDGE_MS), replaces: true }],
};
