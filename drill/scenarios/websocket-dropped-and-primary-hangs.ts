import { botIsGone } from '../faults/bot-is-gone.ts';
import { regionAcceptsAndHangs } from '../faults/region-accepts-and-hangs.ts';
import { CONCURRENCY } from './concurrency.ts';
import type { Scenario } from './scenario.ts';
import { WARM_MID_CALL } from './warm.ts';

export const websocketDroppedAndPrimaryHangsScenario: Scenario = {
  name: 'websocket-dropped-and-primary-hangs',
  breaks: 'mid-call, the bot fails, the primary hangs',
  promise: 'the secondary’s bot after two socket timeouts',
  concurrency: CONCURRENCY.waiting,
  warm: WARM_MID_CALL,
  phases: [
    {
      faults: [],
      midCall: [regionAcceptsAndHangs('primary'), botIsGone('primary')],
      servedBy: 'primary',
      limitMs: ({ fetchMs }) => fetchMs,
      talksForMs: 100,
      recovery: {
        rungs: ['other-socket'],
        endsWith: 'secondary-bot',
        limitMs: ({ timeouts, fetchMs, connectMs }) => 2 * timeouts.event.socketMs + fetchMs + connectMs,
      },
    },
  ],
};
