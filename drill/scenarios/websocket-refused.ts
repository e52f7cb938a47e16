import { botRefuses } from '../faults/bot-refuses.ts';
import { CONCURRENCY } from './concurrency.ts';
import type { Scenario } from './scenario.ts';
import { WARM_LADDER } from './warm.ts';

export const websocketRefusedScenario: Scenario = {
  name: 'websocket-refused',
  breaks: 'the primary’s bot refuses connections',
  promise: 'the other region’s bot, at once',
  concurrency: CONCURRENCY.warm,
  warm: WARM_LADDER,
  phases: [
    {
      faults: [botRefuses('primary')],
      servedBy: 'primary',
      limitMs: ({ fetchMs }) => fetchMs,
      talksForMs: 0,
      recovery: {
        rungs: ['same-socket', 'other-socket'],
        endsWith: 'secondary-bot',
        withoutFirstBot: true,
        limitMs: ({ eventMs, connectMs }) => eventMs + connectMs,
      },
    },
  ],
};
