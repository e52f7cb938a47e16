import * as v from 'valibot';

/** One wrong value: its path, what was expected, what was found. */
export interface SettingProblem {
  readonly path: string;
  readonly expected: string;
  readonly found: string;
}

/** Settings that must not be deployed; carries every problem, not only the first. */
export class SettingsError extends Error {
  readonly problems: readonly SettingProblem[];

  constructor(where: string, problems: readonly SettingProblem[]) {
    const lines = problems.map(
      ({ path, expected, found }) => `  ${path}: expected ${expected}, found ${found}`,
    );
    super(`${problems.length} wrong in ${where}. Change it and synthesize again.\n${lines.join('\n')}`);
    this.name = 'SettingsError';
    this.problems = problems;
  }
}

/** No environment, or another one, was expected. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';
}

/**
 * All problems of a value. The schema's messages state what was expected.
 * @param name the name for a problem of the value as a whole
 */
export const problemsOf = (schema: v.GenericSchema, value: unknown, name: string): SettingProblem[] =>
  (v.safeParse(schema, value).issues ?? []).map(({ message, path, input }) => ({
    path: path === undefined ? name : pathOf(path.map(({ key }) => key)),
    expected: message,
    found: foundAt(path === undefined ? input : path.at(-1)?.value),
  }));

/** `vonage.applicationIds[1]` */
const pathOf = (keys: readonly unknown[]): string =>
  keys
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .slice('.'.length);

const foundAt = (value: unknown): string =>
  value === undefined ? 'nothing' : (JSON.stringify(value) ?? String(value));
