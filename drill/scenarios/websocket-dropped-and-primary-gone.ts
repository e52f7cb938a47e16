import { botIsGone } from '../faults/bot-is-gone.ts';
import { regionRefuses } from '../faults/region-refuses.ts';
import { CONCURRENCY } from './concurrency.ts';
import type { Scenario } from './scenario.ts';
import { WARM_MID_CALL } from './warm.ts';

export const websocketDroppedAndPrimaryGoneScenario: Scenario = {
  name: 'websocket-dropped-and-primary-gone',
  breaks: 'mid-call, the primary and its bot fail',
  promise: 'the secondary’s bot',
  concurrency: CONCURRENCY.waiting,
  warm: WARM_MID_CALL,
  phases: [
    {
      faults: [],
      midCall: [regionRefuses('primary'), botIsGone('primary')],
      servedBy: 'primary',
      limitMs: ({ fetchMs }) => fetchMs,
      talksForMs: 100,
      recovery: {
        rungs: ['other-socket'],
        endsWith: 'secondary-bot',
        limitMs: ({ fetchMs, connectMs }) => fetchMs + connectMs,
      },
    },
  ],
};
