import type { Call } from '../call/call.ts';
import type { Leg, LegEnd } from './leg.ts';

/** `reason` of the error event; its words are not documented. */
export const RATE_EXCEEDED = 'Rate limit exceeded: too many new outbound calls a second.';

/** How Vonage refuses a leg: an error event, and the NCCO goes on; or the leg ends with one of two statuses. */
export type Refusal = 'error' | 'failed' | 'rejected';

/** How the account's limit refuses this leg; undefined where it may begin. One form for all legs of a call, by seed. */
export function refusedForRate(call: Call, endpoint: unknown): Refusal | undefined {
  const { options, outboundRate, clock } = call.context;
  const { callsPerSecond, secondMs, countsWebsocketLegs } = call.pace;
  const counts = endpoint !== 'websocket' || (countsWebsocketLegs ?? options.profile.countsWebsocketLegs);
  if (!counts || outboundRate.admits(clock.monotonicMs(), callsPerSecond, secondMs)) return undefined;
  // A stream of its own: whether a leg is refused depends on timing.
  return options.randomOf(`${call.plan.call} refusals`).pick<Refusal>(['error', 'failed', 'rejected']);
}

const DETAILS = { failed: 'internal_error', rejected: 'restricted' } as const;

/** The end of a refused leg that has a status. */
export function refuseLeg(leg: Leg, status: Exclude<Refusal, 'error'>): LegEnd {
  leg.report('started');
  return { status, fields: { detail: DETAILS[status] }, why: RATE_EXCEEDED };
}
