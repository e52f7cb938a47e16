import { describeResource, type Where } from '../deployment.ts';

/** The cloud assembly cannot be run: what was expected, what was found, what to do. */
export class AssemblyError extends Error {
  override readonly name = 'AssemblyError';

  constructor(problem: {
    readonly where?: Where | undefined;
    readonly expected: string;
    readonly found: string;
    readonly todo: string;
  }) {
    const place = problem.where === undefined ? '' : `${describeResource(problem.where)}: `;
    super(`${place}expected ${problem.expected}; found ${problem.found}. ${problem.todo}`);
  }
}

/** The emulator knows no way to behave like this setting, and does not guess. */
export class NotEmulatedError extends Error {
  override readonly name = 'NotEmulatedError';

  constructor(where: Where, setting: string, advice: string) {
    super(`${describeResource(where)}: the emulator does not emulate ${setting}. ${advice}`);
  }
}
