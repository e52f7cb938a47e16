import { botDrops } from '../faults/bot-drops.ts';
import { personBehaves } from '../faults/person-behaves.ts';
import { CONCURRENCY } from './concurrency.ts';
import type { Scenario } from './scenario.ts';
import { WARM_LADDER } from './warm.ts';

export const websocketFlapsScenario: Scenario = {
  name: 'websocket-flaps',
  breaks: 'both bots drop each caller again and again',
  promise: 'a person after three sockets, else a voicemail',
  concurrency: CONCURRENCY.busy,
  calls: 12,
  warm: WARM_LADDER,
  phases: [
    {
      faults: [botDrops('primary', 'cleanly'), botDrops('secondary', 'reset')],
      servedBy: 'primary',
      limitMs: ({ fetchMs }) => fetchMs,
      talksForMs: 100,
      recovery: {
        rungs: ['same-socket', 'other-socket', 'person'],
        endsWith: 'person',
        limitMs: ({ eventMs, connectMs }) => eventMs + connectMs,
      },
    },
    {
      faults: [personBehaves('answers-and-hangs-up')],
      servedBy: 'primary',
      limitMs: ({ fetchMs }) => fetchMs,
      talksForMs: 800,
      recovery: {
        rungs: ['same-socket', 'other-socket', 'person'],
        endsWith: 'person-who-hangs-up',
        limitMs: ({ eventMs, connectMs }) => eventMs + connectMs,
      },
    },
    {
      faults: [personBehaves('never-answers')],
      servedBy: 'primary',
      limitMs: ({ fetchMs }) => fetchMs,
      talksForMs: 100,
      recovery: {
        rungs: ['same-socket', 'other-socket', 'person', 'voicemail'],
        endsWith: 'voicemail',
        limitMs: ({ eventMs, connectMs }) => eventMs + connectMs,
      },
    },
  ],
};
