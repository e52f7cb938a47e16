import type { CallEvent, Fields } from '../../contracts/call.ts';
import { MOST_WAITS, type SocketRung } from '../../contracts/rung.ts';

/** The maximum number of sockets per call, including the first. */
export const MAX_SOCKETS = 3;

/** Time after a call's first drop in which it may be connected to a socket again. */
export const RECONNECT_WINDOW_MS = 60_000;

/** For words and a connect after a wait, so that the socket is reached within the window. */
const RESERVED_MS = 5_000;

/** How long a call may wait, lost at this time, ms since 1970, seconds. */
export const leftSecondsAt = (lostAtMs: number, firstDropAtMs: number): number =>
  (firstDropAtMs + RECONNECT_WINDOW_MS - RESERVED_MS - lostAtMs) / 1000;

/** The maximum difference between the two regions' clocks. */
const CLOCK_SKEW_MS = 5_000;

/** The ladder's state of a socket's leg. It is sent in the leg's `headers` and comes back in its events. */
export interface SocketState {
  /** 1: the first socket. 2: the same one again. 3: the other region's. 2 may be skipped. */
  readonly attempt: number;
  /** When the call's first socket dropped, ms since 1970; undefined before. */
  readonly firstDropAtMs: number | undefined;
  /** How often the call has waited for a socket that was refused or not reached, `MOST_WAITS` times at most; absent: never. */
  readonly waits?: number;
}

/** The rung in the event URL of a socket. */
export const rungOfAttempt = (attempt: number): SocketRung | 'none' =>
  attempt <= 1 ? 'none' : attempt < MAX_SOCKETS ? 'same-socket' : 'other-socket';

/** The state as written into `headers`. Numbers may come back as text. */
export const writeState = ({ attempt, firstDropAtMs, waits = 0 }: SocketState): Fields => ({
  attempt,
  ...(firstDropAtMs === undefined ? {} : { firstDropAt: firstDropAtMs }),
  ...(waits === 0 ? {} : { waits }),
});

/** Header names that only `writeState` may write. */
export const STATE_NAMES: readonly string[] = ['attempt', 'firstDropAt', 'waits'];

/** Undefined unless the headers hold a state that `writeState` could have written by now. */
export function readState(headers: Fields | undefined, nowMs: number): SocketState | undefined {
  const attempt = wholeNumber(headers?.['attempt']);
  if (attempt === undefined || attempt < 1 || attempt > MAX_SOCKETS) return undefined;
  const waits = headers?.['waits'] === undefined ? 0 : wholeNumber(headers['waits']);
  if (waits === undefined || waits > MOST_WAITS) return undefined;
  const waited = waits === 0 ? {} : { waits };
  const stamp = headers?.['firstDropAt'];
  // The first socket has no earlier drop, unless it was refused and is waited for; every later socket has one.
  if (attempt === 1 && stamp === undefined) return { attempt, firstDropAtMs: undefined, ...waited };
  if (attempt === 1 && waits === 0) return undefined;
  const firstDropAtMs = wholeNumber(stamp);
  if (firstDropAtMs === undefined || firstDropAtMs > nowMs + CLOCK_SKEW_MS) return undefined;
  return { attempt, firstDropAtMs, ...waited };
}

function wholeNumber(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : undefined;
}

/** Longer than Vonage takes to deliver an event with two attempts in each region. */
const LATEST_REPORT_MS = 30_000;

const ISO_8601_UTC = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/**
 * When the leg of this event was lost, ms since 1970. The event's own `timestamp`, so that a repeated event gives the same
 * answer at any time and in any region; our clock if the timestamp is implausible.
 */
export function droppedAtMs({ fields }: CallEvent, nowMs: number): number {
  const { timestamp } = fields;
  const atMs = typeof timestamp === 'string' && ISO_8601_UTC.test(timestamp) ? Date.parse(timestamp) : NaN;
  return atMs <= nowMs && atMs >= nowMs - LATEST_REPORT_MS ? atMs : nowMs;
}
