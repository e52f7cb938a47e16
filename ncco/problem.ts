/** One thing wrong (or doubtful) in an NCCO. */
export interface NccoProblem {
  /** An error makes the platform refuse the NCCO; a warning is a deprecated or unproven option. */
  readonly severity: 'error' | 'warning';
  /** JSON path, e.g. `$[1].endpoint[0].uri`. */
  readonly path: string;
  readonly expected: string;
  readonly found: string;
}

export type Report = (
  severity: NccoProblem['severity'],
  path: string,
  expected: string,
  found: string,
) => void;
