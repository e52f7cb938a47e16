import { regionAcceptsAndHangs } from '../faults/region-accepts-and-hangs.ts';
import { CONCURRENCY } from './concurrency.ts';
import type { Scenario } from './scenario.ts';

export const bothRegionsAcceptAndHangScenario: Scenario = {
  name: 'both-regions-accept-and-hang',
  breaks: 'both regions accept and never answer',
  promise: 'the static NCCO answers after the socket timeouts and CloudFront’s read timeout',
  concurrency: CONCURRENCY.waiting,
  warm: [],
  phases: [
    {
      faults: [regionAcceptsAndHangs('primary'), regionAcceptsAndHangs('secondary')],
      servedBy: 'static',
      limitMs: ({ timeouts: { answer, fallback }, fetchMs }) =>
        2 * answer.socketMs + fallback.frontReadMs + fetchMs,
    },
  ],
};
