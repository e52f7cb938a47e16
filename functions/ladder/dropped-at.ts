import type { CallEvent } from '../../contracts/call.ts';

/** Older than a report can be that was tried twice in each region. */
const LATEST_REPORT_MS = 30_000;

const ISO_8601_UTC = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/**
 * When the leg of this event was lost, ms since 1970: the event's own `timestamp`, so that the same event gives the same
 * answer whenever and wherever it arrives; our clock where that cannot be.
 */
export function droppedAtMs({ fields }: CallEvent, nowMs: number): number {
  const { timestamp } = fields;
  const atMs = typeof timestamp === 'string' && ISO_8601_UTC.test(timestamp) ? Date.parse(timestamp) : NaN;
  return atMs <= nowMs && atMs >= nowMs - LATEST_REPORT_MS ? atMs : nowMs;
}
