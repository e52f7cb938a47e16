import type { Drop } from '../bot/behavior.ts';
import { botDrops } from '../faults/bot-drops.ts';
import { CONCURRENCY } from './concurrency.ts';
import type { Phase, RecoveryPromise, Scenario } from './scenario.ts';
import { WARM_LADDER } from './warm.ts';

export const websocketDroppedScenario: Scenario = {
  name: 'websocket-dropped',
  breaks: 'the bot drops each caller once (closed, reset, half-open)',
  promise: 'the same bot again',
  concurrency: CONCURRENCY.warm,
  warm: WARM_LADDER,
  phases: [
    dropped('cleanly', ({ eventMs, connectMs }) => eventMs + connectMs),
    dropped('reset', ({ eventMs, connectMs }) => eventMs + connectMs),
    // The time until it is noticed is silence too.
    dropped('half-open', ({ halfOpenMs, eventMs, connectMs }) => halfOpenMs + eventMs + connectMs),
  ],
};

function dropped(how: Drop, limitMs: RecoveryPromise['limitMs']): Phase {
  return {
    faults: [botDrops('primary', how, 1)],
    servedBy: 'primary',
    limitMs: ({ fetchMs }) => fetchMs,
    talksForMs: 100,
    recovery: { rungs: ['same-socket'], endsWith: 'primary-bot', limitMs },
  };
}
