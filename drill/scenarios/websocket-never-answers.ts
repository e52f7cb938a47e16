import { botNeverAnswers } from '../faults/bot-never-answers.ts';
import { CONCURRENCY } from './concurrency.ts';
import type { Scenario } from './scenario.ts';
import { WARM_LADDER } from './warm.ts';

export const websocketNeverAnswersScenario: Scenario = {
  name: 'websocket-never-answers',
  breaks: 'the primary’s bot never answers',
  promise: 'the other region’s bot, after the call flow’s timeout for each socket',
  concurrency: CONCURRENCY.waiting,
  calls: 8,
  warm: WARM_LADDER,
  phases: [
    {
      faults: [botNeverAnswers('primary')],
      servedBy: 'primary',
      limitMs: ({ fetchMs }) => fetchMs,
      talksForMs: 0,
      recovery: {
        rungs: ['same-socket', 'other-socket'],
        endsWith: 'secondary-bot',
        withoutFirstBot: true,
        limitMs: ({ socketTimeoutMs, eventMs, connectMs }) => socketTimeoutMs + eventMs + connectMs,
      },
    },
  ],
};
