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
    dropped('cleanly', { talksForMs: 600, limitMs: ({ eventMs, connectMs }) => eventMs + connectMs }),
    dropped('reset', { talksForMs: 600, limitMs: ({ eventMs, connectMs }) => eventMs + connectMs }),
    // The time until it is noticed counts for the caller's patience too.
    dropped('half-open', {
      talksForMs: 1200,
      limitMs: ({ halfOpenMs, eventMs, connectMs }) => halfOpenMs + eventMs + connectMs,
    }),
  ],
  ceilingMs: { shipped: 1000, tight: 1000 },
};

function dropped(
  how: Drop,
  { talksForMs, limitMs }: { readonly talksForMs: number; readonly limitMs: RecoveryPromise['limitMs'] },
): Phase {
  return {
    faults: [botDrops('primary', how, 1)],
    servedBy: 'primary',
    limitMs: ({ fetchMs }) => fetchMs,
    talksForMs,
    recovery: { rungs: ['same-socket'], endsWith: 'primary-bot', limitMs },
  };
}
