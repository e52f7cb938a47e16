import type { CallEvent, Fields } from '../../contracts/call.ts';

/** Sockets that a caller is offered at most, the first one included. */
export const MAX_SOCKETS = 3;

/** After its first drop, a call is offered no socket any more. */
export const RECONNECT_WINDOW_MS = 60_000;

/** How far the two regions' clocks may be apart. */
const CLOCK_SKEW_MS = 5_000;

/** What the ladder knows of a socket's leg. It travels in the leg's `headers` and comes back in its events. */
export interface SocketState {
  /** Of three: the first socket, the same one again, the other region's. The second may be passed over. */
  readonly attempt: number;
  /** When the call's first socket dropped, ms since 1970; undefined before. */
  readonly firstDropAtMs: number | undefined;
}

/** The same, as it is written into `headers`. Numbers may come back as text. */
export const writeState = ({ attempt, firstDropAtMs }: SocketState): Fields => ({
  attempt,
  ...(firstDropAtMs === undefined ? {} : { firstDropAt: firstDropAtMs }),
});

/** Names that `writeState` writes, and nobody else. */
export const STATE_NAMES: readonly string[] = ['attempt', 'firstDropAt'];

/** Undefined unless the headers hold what `writeState` has written, and not in the future. */
export function readState(headers: Fields | undefined, nowMs: number): SocketState | undefined {
  const attempt = wholeNumber(headers?.['attempt']);
  if (attempt === undefined || attempt < 1 || attempt > MAX_SOCKETS) return undefined;
  const stamp = headers?.['firstDropAt'];
  // Before the first drop there is none, afterwards there always is.
  if (attempt === 1) return stamp === undefined ? { attempt, firstDropAtMs: undefined } : undefined;
  const firstDropAtMs = wholeNumber(stamp);
  if (firstDropAtMs === undefined || firstDropAtMs > nowMs + CLOCK_SKEW_MS) return undefined;
  return { attempt, firstDropAtMs };
}

function wholeNumber(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : undefined;
}

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
