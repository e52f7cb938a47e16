/** Something that whoever called the command can put right: expected, found, what to do. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}
