import { botIsGone } from '../faults/bot-is-gone.ts';
import { regionBlackHole } from '../faults/region-black-hole.ts';
import { CONCURRENCY } from './concurrency.ts';
import type { Scenario } from './scenario.ts';
import { WARM_MID_CALL } from './warm.ts';

export const websocketDroppedAndPrimaryBlackHoleScenario: Scenario = {
  name: 'websocket-dropped-and-primary-black-hole',
  breaks: 'mid-call, the bot fails, the primary is a black hole',
  promise: 'the secondary’s bot after two connect timeouts',
  concurrency: CONCURRENCY.waiting,
  warm: WARM_MID_CALL,
  phases: [
    {
      faults: [],
      midCall: [regionBlackHole('primary'), botIsGone('primary')],
      servedBy: 'primary',
      limitMs: ({ fetchMs }) => fetchMs,
      talksForMs: 100,
      recovery: {
        rungs: ['other-socket'],
        endsWith: 'secondary-bot',
        limitMs: ({ timeouts, fetchMs, connectMs }) => 2 * timeouts.event.connectMs + fetchMs + connectMs,
      },
    },
  ],
};
