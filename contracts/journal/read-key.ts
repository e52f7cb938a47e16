/** What a journal key says by itself. */
export interface KeyParts {
  /** `yyyy-mm-dd`, or `undated`. */
  readonly day: string;
  /** The conversation's folder. */
  readonly conversation: string;
  /** ISO 8601 in UTC with milliseconds; absent for undated events. */
  readonly timestamp: string | undefined;
  readonly kind: string;
  readonly digest: string;
}

const KEY =
  /^calls\/(?<day>[^/]+)\/(?<conversation>[^/]+)\/(?:(?<date>\d{4}-\d\d-\d\dT)(?<time>[\d.-]+Z)|undated)-(?<kind>[a-z_]+)-(?<digest>[0-9a-f]{32})\.json$/;

/** Takes a key apart; undefined for an object that no function has written. */
export function readKey(key: string): KeyParts | undefined {
  const { day, conversation, date, time, kind, digest } = KEY.exec(key)?.groups ?? {};
  if (day === undefined || conversation === undefined || kind === undefined || digest === undefined)
    return undefined;
  const timestamp = date === undefined || time === undefined ? undefined : date + time.replaceAll('-', ':');
  return { day, conversation, timestamp, kind, digest };
}
