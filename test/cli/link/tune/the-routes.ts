import type { Measured } from '../../../../cli/link/tune/recommend.ts';

/** Each route, and the webhook whose timeouts it is called with. */
export const ROUTES = [
  ['answer', 'answer_url'],
  ['event', 'event_url'],
  ['websocket-disconnected', 'event_url'],
  ['fallback', 'fallback_answer_url'],
] as const;

type Name = (typeof ROUTES)[number][0];

/** Every route the same, but for those that are named. */
export const measured = (
  connectMs: number,
  responsesMs: readonly number[],
  others: Partial<Record<Name, readonly number[]>> = {},
): readonly Measured[] =>
  ROUTES.map(([name, webhook]) => ({
    name,
    webhook,
    connectsMs: [connectMs],
    responsesMs: others[name] ?? responsesMs,
  }));
