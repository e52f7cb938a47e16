import { regionBlackHole } from '../faults/region-black-hole.ts';
import { CONCURRENCY } from './concurrency.ts';
import type { Scenario } from './scenario.ts';

export const bothRegionsBlackHoleScenario: Scenario = {
  name: 'both-regions-black-hole',
  breaks: 'both regions are black holes',
  promise: 'the static NCCO answers after the connect timeouts',
  concurrency: CONCURRENCY.waiting,
  warm: [],
  phases: [
    {
      faults: [regionBlackHole('primary'), regionBlackHole('secondary')],
      servedBy: 'static',
      limitMs: ({ timeouts: { answer, fallback }, fetchMs }) =>
        2 * answer.connectMs + fallback.frontConnectMs + fetchMs,
    },
  ],
};
