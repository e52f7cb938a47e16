/** What a caller may be offered once the bot is gone, first to last. No rung is offered again once it is left. */
export const RUNGS = ['same-socket', 'other-socket', 'person', 'voicemail'] as const;

export type Rung = (typeof RUNGS)[number];

export type SocketRung = Extract<Rung, 'same-socket' | 'other-socket'>;

/** Rungs whose leg reports to us. Voicemail's does not: nothing comes after it. */
const REPORTING = RUNGS.filter((rung) => rung !== 'voicemail');

export type ReportingRung = (typeof REPORTING)[number];

/**
 * The rung that an event's URL says its leg is on: `none` for the first socket of a call (and where the query got lost),
 * `unreadable` for what we have never written.
 */
export type RungInUrl = 'none' | ReportingRung | 'unreadable';

/** The event URL of a leg that is offered on a rung: `…/websocket-disconnected?rung=person`. */
export const eventUrlOn = (route: string, rung: ReportingRung): string => `${route}?rung=${rung}`;

/** Reads the query parameter `rung` of an event URL. */
export function readRung(value: string | undefined): RungInUrl {
  if (value === undefined) return 'none';
  return REPORTING.find((rung) => rung === value) ?? 'unreadable';
}

/** The same, of a whole URL. One that is no URL says nothing. */
export const rungOfUrl = (url: unknown): RungInUrl =>
  typeof url === 'string' && URL.canParse(url)
    ? readRung(new URL(url).searchParams.get('rung') ?? undefined)
    : 'none';
