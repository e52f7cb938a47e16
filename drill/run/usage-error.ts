/** The command line is wrong: what was expected, and what was found. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
