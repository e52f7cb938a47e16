/** One check of the verifier, and how to take it out. */
export interface Check {
  /** What is checked. */
  readonly name: string;
  /** Under functions/. */
  readonly file: string;
  /** Occurs exactly once in the file. */
  readonly find: string;
  readonly replace: string;
}
