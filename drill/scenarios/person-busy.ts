import { botRefuses } from '../faults/bot-refuses.ts';
import { personBehaves } from '../faults/person-behaves.ts';
import { CONCURRENCY } from './concurrency.ts';
import type { Scenario } from './scenario.ts';
import { WARM_LADDER } from './warm.ts';

export const personBusyScenario: Scenario = {
  name: 'person-busy',
  breaks: 'both bots refuse, the person is busy',
  promise: 'a voicemail',
  concurrency: CONCURRENCY.busy,
  calls: 12,
  warm: WARM_LADDER,
  phases: [
    {
      faults: [botRefuses('primary'), botRefuses('secondary'), personBehaves('busy')],
      servedBy: 'primary',
      limitMs: ({ fetchMs }) => fetchMs,
      talksForMs: 0,
      recovery: {
        rungs: ['same-socket', 'other-socket', 'person', 'voicemail'],
        endsWith: 'voicemail',
        withoutFirstBot: true,
        limitMs: ({ eventMs, connectMs }) => eventMs + connectMs,
      },
    },
  ],
};
