import type { ProfileFile } from '../../../../cli/profile/profile-file.ts';
import type { Settled } from '../../../../cli/calibrate/settle/settled.ts';
import { PROFILES } from '../../../../simulator/profiles.ts';
import type { Profile, RetryCause } from '../../../../simulator/profile.ts';

/** What a run cannot know of a platform, whatever it is. */
const NEVER_KNOWN = ['defaultTimeouts', 'websocketPingMs', 'countsWebsocketLegs'];

/** The values that the platform really has, by the names of the file. */
export function truthOf(profile: Profile): ReadonlyMap<string, unknown> {
  const causes: readonly RetryCause[] = [
    'connection-refused',
    'connect-timeout',
    'socket-timeout',
    'connection-reset',
    'connection-closed',
  ];
  return new Map<string, unknown>([
    ['attempts', profile.attempts],
    ['retryPauseMs', profile.retryPauseMs],
    ['keepsConnections', profile.keepsConnections],
    ['socketTimeoutCovers', profile.socketTimeoutCovers],
    ['eventQueueTimeoutMs', profile.eventQueueTimeoutMs],
    ...causes.map((cause) => [`retriedErrors.${cause}`, profile.retriedErrors.includes(cause)] as const),
    ...[429, 503, 504].map(
      (status) => [`retriedStatuses.${String(status)}`, profile.retriedStatuses.includes(status)] as const,
    ),
  ]);
}

/** Values that no reading of Vonage's pages has. */
export const unlikeAnyReading = (profile: Profile): readonly string[] =>
  [...truthOf(profile)].flatMap(([name, value]) =>
    PROFILES.some((reading) => truthOf(reading).get(name) === value) ? [] : [name],
  );

export interface Verdict {
  /** `name: found, expected`: measured or seen to be what it is not. */
  readonly wrong: readonly string[];
  /** Measured, although no reading says so. */
  readonly believed: readonly string[];
  /** Unknown, although some reading says so, and a run can see it. */
  readonly missed: readonly string[];
  readonly unknown: readonly string[];
}

/** Compares a run with what the platform really is. */
export function verdictOn(file: ProfileFile, profile: Profile): Verdict {
  const truth = truthOf(profile);
  const unlike = unlikeAnyReading(profile);
  const isHidden = (name: string): boolean =>
    NEVER_KNOWN.includes(name) || (name === 'retriedErrors.connection-refused' && profile.retryPauseMs < 600);
  const entries = Object.entries(file.values);
  const found = (settled: Settled): unknown =>
    settled.certainty === 'measured' ? settled.value : settled.seen;
  return {
    wrong: entries.flatMap(([name, settled]) =>
      found(settled) === undefined || nearly(found(settled), truth.get(name))
        ? []
        : [`${name}: ${String(found(settled))}, not ${String(truth.get(name))} (${settled.observed ?? ''})`],
    ),
    believed: entries.flatMap(([name, { certainty }]) =>
      certainty === 'measured' && unlike.includes(name) ? [name] : [],
    ),
    missed: entries.flatMap(([name, settled]) =>
      settled.certainty === 'unknown' && !unlike.includes(name) && !isHidden(name)
        ? [`${name}: ${settled.why} (${settled.observed ?? ''})`]
        : [],
    ),
    unknown: entries.flatMap(([name, { certainty }]) => (certainty === 'unknown' ? [name] : [])),
  };
}

/** A time that no reading has is seen to a tenth of a second. */
const nearly = (found: unknown, expected: unknown): boolean =>
  found === expected ||
  (typeof found === 'number' &&
    typeof expected === 'number' &&
    expected > 100 &&
    Math.abs(found - expected) < 100);
