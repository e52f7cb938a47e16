/** The rungs after the bot's connection is lost, first to last. The ladder never returns to an earlier rung. */
export const RUNGS = ['same-socket', 'other-socket', 'person', 'voicemail'] as const;

export type Rung = (typeof RUNGS)[number];

export type SocketRung = Extract<Rung, 'same-socket' | 'other-socket'>;

/** Rungs whose leg reports to us. Voicemail's does not, because it is the last rung. */
const REPORTING = RUNGS.filter((rung) => rung !== 'voicemail');

export type ReportingRung = (typeof REPORTING)[number];

/**
 * A leg's rung by its event's URL: `none` for the first socket of a call (or a lost query), `unreadable` for a value that we
 * never write.
 */
export type RungInUrl = 'none' | ReportingRung | 'unreadable';

/** How often a call waits, spread over time, for a leg that was refused or not reached; then it goes on without. */
export const MOST_WAITS = 3;

/**
 * The event URL of a leg that is offered on a rung: `…/websocket-disconnected?rung=person`; of the first socket without a rung.
 * `waits` says how often the call has waited before it.
 * @param route may have a query already
 */
export function eventUrlOn(route: string, rung: ReportingRung | 'none', waits = 0): string {
  const query = [...(rung === 'none' ? [] : [`rung=${rung}`]), ...(waits === 0 ? [] : [`waits=${waits}`])];
  if (query.length === 0) return route;
  return `${route}${route.includes('?') ? '&' : '?'}${query.join('&')}`;
}

/** Reads the query parameter `rung` of an event URL. */
export function readRung(value: string | undefined): RungInUrl {
  if (value === undefined) return 'none';
  return REPORTING.find((rung) => rung === value) ?? 'unreadable';
}

/** Reads the query parameter `waits` of an event URL: 0 without one, `MOST_WAITS` for a value that we never write. */
export function readWaits(value: string | undefined): number {
  if (value === undefined) return 0;
  return /^[1-9]$/.test(value) ? Math.min(Number(value), MOST_WAITS) : MOST_WAITS;
}

/** Reads the waits of a whole URL; 0 if it is not a URL. */
export const waitsOfUrl = (url: unknown): number => readWaits(parameterOf(url, 'waits'));

/** Reads the rung of a whole URL; `none` if it is not a URL. */
export const rungOfUrl = (url: unknown): RungInUrl => readRung(parameterOf(url, 'rung'));

/** A query parameter of a whole URL; undefined without it, or where it is not a URL. */
export const parameterOf = (url: unknown, name: string): string | undefined =>
  typeof url === 'string' && URL.canParse(url)
    ? (new URL(url).searchParams.get(name) ?? undefined)
    : undefined;
