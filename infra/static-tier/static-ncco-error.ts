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
    super(
      `static-ncco/ has ${problems.length} problem${problems.length === 1 ? '' : 's'}. To fix this: change what is listed, and synthesize again.\n${lines.join('\n')}`,
    );
    this.name = 'StaticNccoError';
    this.problems = problems;
  }
}
