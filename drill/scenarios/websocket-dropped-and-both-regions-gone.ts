import { botIsGone } from '../faults/bot-is-gone.ts';
import { regionRefuses } from '../faults/region-refuses.ts';
import { CONCURRENCY } from './concurrency.ts';
import type { Scenario } from './scenario.ts';
import { WARM_MID_CALL } from './warm.ts';

export const websocketDroppedAndBothRegionsGoneScenario: Scenario = {
  name: 'websocket-dropped-and-both-regions-gone',
  breaks: 'mid-call, both regions and their bots fail',
  promise: 'the static NCCO, which makes sense mid-call too',
  concurrency: CONCURRENCY.waiting,
  warm: WARM_MID_CALL,
  phases: [
    {
      faults: [],
      midCall: [
        regionRefuses('primary'),
        regionRefuses('secondary'),
        botIsGone('secondary'),
        botIsGone('primary'),
      ],
      servedBy: 'primary',
      limitMs: ({ fetchMs }) => fetchMs,
      talksForMs: 100,
      recovery: { rungs: ['static'], endsWith: 'static', limitMs: ({ fetchMs }) => fetchMs },
    },
  ],
};
