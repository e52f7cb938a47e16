import { botIsGone } from '../faults/bot-is-gone.ts';
import { edgeGone } from '../faults/edge-gone.ts';
import { regionBlackHole } from '../faults/region-black-hole.ts';
import { regionRefuses } from '../faults/region-refuses.ts';
import { CONCURRENCY } from './concurrency.ts';
import type { Scenario } from './scenario.ts';
import { WARM_MID_CALL } from './warm.ts';

export const websocketDroppedAndEverythingGoneScenario: Scenario = {
  name: 'websocket-dropped-and-everything-gone',
  breaks: 'mid-call, both regions, bots and CloudFront fail',
  promise: 'a person: the rest of the NCCO, once Vonage has given up',
  concurrency: CONCURRENCY.waiting,
  warm: WARM_MID_CALL,
  phases: [
    {
      faults: [],
      midCall: [
        regionRefuses('primary'),
        regionRefuses('secondary'),
        edgeGone('refuses'),
        botIsGone('secondary'),
        botIsGone('primary'),
      ],
      servedBy: 'primary',
      limitMs: ({ fetchMs }) => fetchMs,
      talksForMs: 100,
      recovery: { rungs: ['tail'], endsWith: 'person', limitMs: ({ fetchMs }) => fetchMs },
    },
    {
      faults: [],
      midCall: [
        regionBlackHole('primary'),
        regionBlackHole('secondary'),
        edgeGone('black-hole'),
        botIsGone('secondary'),
        botIsGone('primary'),
      ],
      servedBy: 'primary',
      limitMs: ({ fetchMs }) => fetchMs,
      talksForMs: 100,
      recovery: {
        rungs: ['tail'],
        endsWith: 'person',
        limitMs: ({ timeouts, fetchMs }) =>
          2 * timeouts.event.connectMs + 2 * timeouts.fallback.connectMs + fetchMs,
      },
    },
  ],
};
