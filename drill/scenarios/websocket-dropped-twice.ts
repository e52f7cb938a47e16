import { botDrops } from '../faults/bot-drops.ts';
import { CONCURRENCY } from './concurrency.ts';
import type { Scenario } from './scenario.ts';
import { WARM_LADDER } from './warm.ts';

export const websocketDroppedTwiceScenario: Scenario = {
  name: 'websocket-dropped-twice',
  breaks: 'the bot drops each caller twice',
  promise: 'the other region’s bot',
  concurrency: CONCURRENCY.warm,
  calls: 16,
  warm: WARM_LADDER,
  phases: [
    {
      faults: [botDrops('primary', 'cleanly', 2)],
      servedBy: 'primary',
      limitMs: ({ fetchMs }) => fetchMs,
      talksForMs: 100,
      recovery: {
        rungs: ['same-socket', 'other-socket'],
        endsWith: 'secondary-bot',
        limitMs: ({ eventMs, connectMs }) => eventMs + connectMs,
      },
    },
  ],
};
