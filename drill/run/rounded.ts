import type { Healthy } from '../scenarios/scenario.ts';

/** Whole milliseconds, for people. */
export const rounded = ({ fetchMs, eventMs, connectMs }: Healthy): Healthy => ({
  fetchMs: Math.round(fetchMs),
  eventMs: Math.round(eventMs),
  connectMs: Math.round(connectMs),
});
