import { nearest } from '../nearest.ts';
import { stackNames } from './physical-names.ts';
import { EnvironmentError, SettingsError } from './settings-error.ts';
import type { SettingProblem } from './settings-error.ts';
import { checkSettings } from './settings-schema.ts';
import type { Settings } from './settings-schema.ts';

/** Some settings, in place of the common ones. A list and `null` are a whole value. */
type Some<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { readonly [K in keyof T]?: Some<T[K]> | undefined }
    : T;

/** By its name (`--env NAME`): what an environment has of its own. */
export type Environments = Readonly<Record<string, Some<Settings>>>;

/** What settings.ts exports. */
export interface OwnSettings {
  readonly settings: Settings;
  readonly environments?: Environments | undefined;
}

/** The environment whose callers are real: it refuses `drillable`. */
export const PRODUCTION = 'production';

/** It stands in names of files. */
const NAME = /^[a-z](?:[a-z0-9]|-(?!-)){0,29}$/;

/**
 * The settings of an environment: the common ones with its own on top. Where there are environments, one must be named, so
 * that none is deployed, or written, because a flag was forgotten.
 * @param name undefined: none was named
 * @throws EnvironmentError for an environment that does not exist, or that must be named
 * @throws SettingsError for settings of the named environment that are wrong, or also another one's
 */
export function settingsOf(own: OwnSettings, name: string | undefined): Settings {
  const { settings, environments = {} } = own;
  const names = Object.keys(environments);
  if (name === undefined && names.length === 0) return settings;
  if (name === undefined)
    throw new EnvironmentError(
      `Expected an environment of settings.ts (${names.join(', ')}), found none named. Add --env NAME, or set VVF_ENV=NAME (with the CDK itself: -c env=NAME).`,
    );
  if (names.length === 0)
    throw new EnvironmentError(
      `Expected no environment, found "${name}" (--env, VVF_ENV or -c env): settings.ts exports no environments. Leave it out, or export environments (docs/settings.md#staging-and-production).`,
    );
  if (!Object.hasOwn(environments, name)) {
    const close = nearest(name, names);
    throw new EnvironmentError(
      `Expected an environment of settings.ts (${names.join(', ')}), found "${name}".${close === undefined ? '' : ` Did you mean ${close}?`} Name it with --env NAME.`,
    );
  }
  const merged = mergedSettings(own, name);
  const where = (path: string): string =>
    Object.hasOwn(environments[name] ?? {}, path.split(/[.[]/, 1)[0] ?? '')
      ? `environments.${name}.${path}`
      : path;
  const problems = [...wrongOf(merged, name), ...sharedWith(own, name)].map((each) => ({
    ...each,
    path: where(each.path),
  }));
  if (problems.length > 0) throw new SettingsError(`settings.ts, environment ${name}`, problems);
  return merged;
}

/** The settings of every environment, each checked; the common ones where there are none. @throws SettingsError */
export function allSettings(own: OwnSettings): ReadonlyMap<string | undefined, Settings> {
  const names = Object.keys(own.environments ?? {});
  if (names.length === 0) return new Map([[undefined, checkSettings(own.settings)]]);
  return new Map(names.map((name) => [name, settingsOf(own, name)]));
}

/** Unchecked. */
const mergedSettings = ({ settings, environments }: OwnSettings, name: string): Settings =>
  merge(settings, environments?.[name]) as Settings;

function merge(common: unknown, own: unknown): unknown {
  if (!isObject(common) || !isObject(own)) return own;
  const keys = [...new Set([...Object.keys(common), ...Object.keys(own)])];
  return Object.fromEntries(
    keys.map((key) => [key, Object.hasOwn(own, key) ? merge(common[key], own[key]) : common[key]]),
  );
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function wrongOf(settings: Settings, name: string): readonly SettingProblem[] {
  if (!NAME.test(name))
    return [
      {
        path: 'environments',
        expected:
          'names of at most 30 lower-case letters, digits and single hyphens, beginning with a letter',
        found: JSON.stringify(name),
      },
    ];
  try {
    checkSettings(settings);
  } catch (error) {
    if (error instanceof SettingsError) return error.problems;
    throw error;
  }
  return name === PRODUCTION && settings.drillable
    ? [
        {
          path: 'drillable',
          expected: `false in ${PRODUCTION}: its callers would hear the faults`,
          found: 'true',
        },
      ]
    : [];
}

/** What must be an environment's own: its stacks' names, and its Vonage applications. */
function sharedWith(own: OwnSettings, name: string): readonly SettingProblem[] {
  const mine = mergedSettings(own, name);
  return Object.keys(own.environments ?? {})
    .filter((other) => other !== name)
    .flatMap((other) => {
      const theirs = mergedSettings(own, other);
      const problems: SettingProblem[] = [];
      if (shareNames(mine, theirs))
        problems.push({
          path: 'name',
          expected: `a name different from that of ${other}, "${theirs.name}": one would be deployed over the other`,
          found: JSON.stringify(mine.name),
        });
      for (const id of applicationsOf(mine).filter((each) => applicationsOf(theirs).includes(each)))
        problems.push({
          path: 'vonage.applicationIds',
          expected: `applications different from those of ${other}: a Vonage application leads to one deployment`,
          found: JSON.stringify(id),
        });
      return problems;
    });
}

const shareNames = (mine: Settings, theirs: Settings): boolean =>
  mine.name === theirs.name || namesOf(mine).some((each) => namesOf(theirs).includes(each));

/** What has no regions is reported as wrong. */
const namesOf = (settings: Settings): readonly string[] =>
  isObject(settings.regions) ? Object.values(stackNames(settings)) : [];

/** In lower case. What is no list is reported as wrong. */
const applicationsOf = ({ vonage }: Settings): readonly string[] =>
  Array.isArray(vonage?.applicationIds) ? vonage.applicationIds.map((id) => String(id).toLowerCase()) : [];

/** The environment whose application it is; undefined: of none. */
export const environmentOfApplication = (own: OwnSettings, applicationId: string): string | undefined =>
  Object.keys(own.environments ?? {}).find((name) =>
    applicationsOf(mergedSettings(own, name)).includes(applicationId.toLowerCase()),
  );

/** The environment whose deployment has this name; undefined: of none. */
export const environmentOfDeployment = (own: OwnSettings, name: string): string | undefined =>
  Object.keys(own.environments ?? {}).find((each) => mergedSettings(own, each).name === name);
