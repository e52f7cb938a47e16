/** One wrong value: where it is, what was expected there, what was found. */
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
