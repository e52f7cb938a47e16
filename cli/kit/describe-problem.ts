/** An SDK error may explain itself by its name as well as by its message. */
export function describeProblem(error: unknown): string {
  const { name, message, code } = error as Error & { readonly code?: string };
  // The SDK wraps what Node throws.
  const shown = (message === '' || message === undefined ? (code ?? '') : message).replace(
    /^AWS SDK error wrapper for /,
    '',
  );
  return [name, shown].filter((text) => text !== '' && text !== 'Error').join(': ');
}
