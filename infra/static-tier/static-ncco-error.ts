import type { NccoProblem } from '../../ncco/problem.ts';

export interface StaticNccoProblem extends Pick<NccoProblem, 'path' | 'expected' | 'found'> {
  /** Relative to static-ncco/, or a setting's name. */
  readonly where: string;
}

/** Static NCCOs that must not be deployed; carries every problem, not only the first. */
export class StaticNccoError extends Error {
  readonly problems: readonly StaticNccoProblem[];

  constructor(problems: readonly StaticNccoProblem[]) {
    const lines = problems.map(
      ({ where, path, expected, found }) =>
        `  ${[where, path].join(' ').trim()}: expected ${expected}, found ${found}`,
    );
    super(`${problems.length} wrong in static-ncco/. Change it and synthesize again.\n${lines.join('\n')}`);
    this.name = 'StaticNccoError';
    this.problems = problems;
  }
}
