import { botHangsUp } from '../faults/bot-hangs-up.ts';
import { CONCURRENCY } from './concurrency.ts';
import type { Scenario } from './scenario.ts';
import { WARM_LADDER } from './warm.ts';

export const botHangsUpOnPurposeScenario: Scenario = {
  name: 'bot-hangs-up-on-purpose',
  breaks: 'nothing: the bot ends each call through REST',
  promise: 'the call ends, and no recovery starts',
  concurrency: CONCURRENCY.warm,
  warm: WARM_LADDER,
  phases: [
    {
      faults: [botHangsUp('primary')],
      servedBy: 'primary',
      limitMs: ({ fetchMs }) => fetchMs,
      talksForMs: 6000,
      endedBy: 'bot',
    },
  ],
};
