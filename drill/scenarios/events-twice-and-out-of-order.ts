import { botDrops } from '../faults/bot-drops.ts';
import { CONCURRENCY } from './concurrency.ts';
import type { Scenario } from './scenario.ts';
import { WARM_SLOW_EVENTS } from './warm.ts';

export const eventsTwiceAndOutOfOrderScenario: Scenario = {
  name: 'events-twice-and-out-of-order',
  breaks: 'events come twice, in any order; the bot drops each caller once',
  promise: 'the same bot again; each event journaled once',
  concurrency: CONCURRENCY.busy,
  calls: 12,
  warm: WARM_SLOW_EVENTS,
  events: 'twice-and-out-of-order',
  phases: [
    {
      faults: [botDrops('primary', 'cleanly', 1)],
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
