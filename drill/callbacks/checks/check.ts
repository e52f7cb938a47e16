/** A function's stand-in: made from the function itself. Written alone into its file, it can use nothing around it. */
export type Instead = (whole: never) => unknown;

/** One check of the verifier, and what is in its place when it is taken out. */
export interface Check {
  /** What is checked. */
  readonly name: string;
  /** Where the project has it. */
  readonly file: string;
  /** Name of the function in the file that makes the check; `TABLE.entry` where it stands in a table. */
  readonly of: string;
  readonly instead: Instead;
}
