import { checkDomain } from './check-domain.ts';
import { checkDrillable, checkFunctions } from './check-functions.ts';
import { isRegion } from './check-region.ts';
import { checkSource } from './check-source.ts';
import { SettingsError } from './settings-error.ts';
import type { SettingProblem } from './settings-error.ts';
import { TIMEOUTS } from './timeouts.ts';
import type { TimeoutsName } from './timeouts.ts';
import * as is from './value-checks.ts';
import type { ValueCheck } from './value-checks.ts';

/** How a request is known to be Vonage's. */
export interface SourceSettings {
  /** By its signature, by the address it comes from, or by both. */
  readonly mode: 'signature' | 'ip' | 'both';
  /** Counts what the ranges would refuse, and refuses nothing for its address; with `both` only. */
  readonly countOnly: boolean;
  /** CIDR blocks of our own, besides Vonage's. */
  readonly operatorRanges: readonly string[];
}

/** A name in a public hosted zone of Route 53, which moves between the serving regions. */
export interface DomainSettings {
  readonly name: string;
  readonly hostedZoneId: string;
  readonly hostedZoneName: string;
}

export interface Settings {
  readonly name: string;
  readonly regions: { readonly primary: string; readonly secondary: string; readonly static: string };
  readonly vonage: { readonly applicationIds: readonly string[]; readonly apiKey: string };
  readonly callerNumber: string;
  readonly person: { readonly phone: string; readonly sip: string; readonly answersBy: 'phone' | 'sip' };
  readonly websocketUri: { readonly primary: string; readonly secondary: string };
  readonly timeouts: TimeoutsName;
  readonly fallbackMethod: 'GET' | 'POST';
  readonly staticNcco: string;
  readonly source: SourceSettings;
  readonly journal: { readonly expireAfterDays: number };
  readonly functions: {
    readonly memoryMb: number;
    /** Of `answer` and of `fallback`, in each region. */
    readonly provisionedConcurrency: number;
    /** Of each function; null: not reserved. */
    readonly reservedConcurrency: number | null;
  };
  readonly logs: { readonly showNumbers: boolean; readonly retentionDays: number };
  readonly alarms: {
    readonly email: string | null;
    readonly refusalsPerMinute: number;
    /** 0: silence is no alarm. */
    readonly silentMinutes: number;
  };
  readonly domain: DomainSettings | null;
  readonly drillable: boolean;
}

interface Shape {
  readonly [key: string]: ValueCheck | Shape;
}

/** A key for every key of T, nested as T is, so that a setting cannot be added without its check. */
type ShapeOf<T> = {
  readonly [K in keyof T]: T[K] extends string | number | boolean | null | readonly unknown[]
    ? ValueCheck
    : null extends T[K]
      ? ValueCheck
      : ShapeOf<T[K]>;
};

const SHAPE: ShapeOf<Settings> = {
  name: is.isName,
  regions: { primary: isRegion, secondary: isRegion, static: isRegion },
  vonage: {
    applicationIds: (value) =>
      Array.isArray(value) && value.length > 0 ? undefined : 'a list of at least one application id',
    apiKey: is.isApiKey,
  },
  callerNumber: is.isPhoneNumber,
  person: { phone: is.isPhoneNumber, sip: is.isSipUri, answersBy: is.isOneOf('phone', 'sip') },
  websocketUri: { primary: is.isWebsocketUri, secondary: is.isWebsocketUri },
  timeouts: is.isOneOf(...Object.keys(TIMEOUTS)),
  fallbackMethod: is.isOneOf('GET', 'POST'),
  staticNcco: is.isFileStem,
  source: {
    mode: is.isOneOf('signature', 'ip', 'both'),
    countOnly: is.isFlag,
    operatorRanges: (value) => (Array.isArray(value) ? undefined : 'a list of CIDR blocks; [] for none'),
  },
  journal: { expireAfterDays: is.isWhole(1, 36_500) },
  functions: {
    memoryMb: is.isWhole(256, 10_240),
    provisionedConcurrency: is.isWhole(0, 1000),
    reservedConcurrency: is.isNullOr(is.isWhole(1, 1000)),
  },
  logs: { showNumbers: is.isFlag, retentionDays: is.isRetention },
  alarms: {
    email: is.isNullOr(is.isEmail),
    refusalsPerMinute: is.isWhole(1, 1_000_000),
    silentMinutes: is.isWhole(0, 1440),
  },
  // Its members: check-domain.ts.
  domain: (value) => (value === null || isRecord(value) ? undefined : 'null, or a domain'),
  drillable: is.isFlag,
};

const found = (value: unknown): string =>
  value === undefined ? 'nothing' : (JSON.stringify(value) ?? String(value));

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const checkShape = (value: unknown, shape: Shape, path: string): SettingProblem[] => {
  if (!isRecord(value)) {
    return [{ path, expected: `an object with ${Object.keys(shape).join(', ')}`, found: found(value) }];
  }
  const prefix = path === 'settings' ? '' : `${path}.`;
  const problems = Object.entries(shape).flatMap(([key, check]) => {
    if (typeof check !== 'function') return checkShape(value[key], check, `${prefix}${key}`);
    const expected = check(value[key]);
    return expected === undefined ? [] : [{ path: `${prefix}${key}`, expected, found: found(value[key]) }];
  });
  const unknown = Object.keys(value)
    .filter((key) => !Object.hasOwn(shape, key))
    .map((key) => ({
      path: `${prefix}${key}`,
      expected: `no such setting (there are ${Object.keys(shape).join(', ')})`,
      found: found(value[key]),
    }));
  return [...problems, ...unknown];
};

/** Refuses a value that stands in the list twice: `path[2]` is the second one. */
const checkDistinct = (
  entries: readonly (readonly [path: string, value: unknown])[],
  what: string,
): SettingProblem[] =>
  entries.flatMap(([path, value], index) => {
    const same = (other: unknown) => String(other).toLowerCase() === String(value).toLowerCase();
    const earlier = entries.slice(0, index).find(([, other]) => same(other));
    if (value === undefined || earlier === undefined) return [];
    return [{ path, expected: `${what} different from ${earlier[0]}`, found: found(value) }];
  });

const at = (value: unknown, key: string): unknown => (isRecord(value) ? value[key] : undefined);

/**
 * Returns the settings, or refuses them with every problem at once.
 * @throws SettingsError
 */
export const checkSettings = (value: unknown): Settings => {
  const regions = at(value, 'regions');
  const ids = at(at(value, 'vonage'), 'applicationIds');
  const idEntries = (Array.isArray(ids) ? ids : []).map(
    (id: unknown, index) => [`vonage.applicationIds[${index}]`, id] as const,
  );
  const problems = [
    ...checkShape(value, SHAPE as unknown as Shape, 'settings'),
    ...checkDistinct(
      ['primary', 'secondary', 'static'].map((role) => [`regions.${role}`, at(regions, role)]),
      'a region',
    ),
    ...idEntries.flatMap(([path, id]) => {
      const expected = is.isUuid(id);
      return expected === undefined ? [] : [{ path, expected, found: found(id) }];
    }),
    ...checkDistinct(idEntries, 'an application id'),
    ...checkSource(at(value, 'source')),
    ...checkDomain(at(value, 'domain')),
    ...checkFunctions(at(value, 'functions')),
    ...checkDrillable(at(value, 'drillable'), at(value, 'functions')),
  ];
  if (problems.length > 0) throw new SettingsError('settings.ts', problems);
  return value as Settings;
};
