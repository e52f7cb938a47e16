import { maskNumbersIn } from '../../contracts/mask-number.ts';
import type { Findings } from '../calibrate/settle/settle.ts';
import type { Settled } from '../calibrate/settle/settled.ts';

export const PROFILE_FILE_KIND = 'vonage-voice-profile';
export const PROFILE_FILE_VERSION = 1;

/** `profile.measured.json`: each value with the observation behind it, or why it is not known. */
export interface ProfileFile {
  readonly kind: typeof PROFILE_FILE_KIND;
  readonly version: typeof PROFILE_FILE_VERSION;
  readonly name: string;
  /** Day of the run, UTC. */
  readonly measuredOn: string;
  /** `Vonage`, or `a stand-in` for a simulated one. */
  readonly platform: string;
  /** The platform reached the endpoints with nothing in between. */
  readonly isDirect: boolean;
  /** Profiles that nothing measured contradicts. */
  readonly matches: readonly string[];
  /** Of a profile, by their names: `attempts`, `retriedErrors.socket-timeout`, `retriedStatuses.503`. */
  readonly values: Readonly<Record<string, Settled>>;
  /** By the names of the rules. */
  readonly rules: Readonly<Record<string, Settled>>;
  /** What no profile has a place for. */
  readonly also: Readonly<Record<string, Settled>>;
}

/** The values of a profile in one list. */
export function valuesByName({
  retriedErrors,
  retriedStatuses,
  ...single
}: Findings['values']): ProfileFile['values'] {
  const under = (prefix: string, values: Readonly<Record<string, Settled>>) =>
    Object.entries(values).map(([name, settled]) => [`${prefix}.${name}`, settled] as const);
  return Object.fromEntries([
    ...Object.entries<Settled>({ ...single }),
    ...under('retriedErrors', retriedErrors),
    ...under('retriedStatuses', retriedStatuses),
  ]);
}

/**
 * The text of the file, to be shared: every number, and each text that is named as private, is masked.
 * @param secrets texts that must not be in it: the host of the endpoints, ids, keys
 */
export function profileFileText(
  findings: Findings,
  about: Pick<ProfileFile, 'measuredOn' | 'platform' | 'isDirect'>,
  secrets: readonly string[],
): string {
  const file: ProfileFile = {
    kind: PROFILE_FILE_KIND,
    version: PROFILE_FILE_VERSION,
    name: 'measured',
    ...about,
    matches: findings.matches,
    values: valuesByName(findings.values),
    rules: findings.rules,
    also: findings.also,
  };
  const masked = (text: string): string =>
    maskNumbersIn(secrets.filter(Boolean).reduce((left, secret) => left.replaceAll(secret, '…'), text));
  return `${JSON.stringify(file, (_key, value: unknown) => (typeof value === 'string' ? masked(value) : value), 2)}\n`;
}
