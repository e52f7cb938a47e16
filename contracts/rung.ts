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

/** The event URL of a leg that is offered on a rung: `…/websocket-disconnected?rung=person`. */
export const eventUrlOn = (route: string, rung: ReportingRung): string => `${route}?rung=${rung}`;

/** Reads the query parameter `rung` of an event URL. */
export function readRung(value: string | undefined): RungInUrl {
  if (value === undefined) return 'none';
  return REPORTING.find((rung) => rung === value) ?? 'unreadable';
}

/** Reads the rung of a whole URL; `none` if it is not a URL. */
export const rungOfUrl = (url: unknown): RungInUrl =>
  typeof url === 'string' && URL.canParse(url)
    ? readRung(new URL(url).searchParams.get('rung') ?? undefined)
    : 'none';
