/** The result of checking one assumption. */
export interface Finding {
  /** `not-checked`: the check could not run, and `found` says why. */
  readonly status: 'ok' | 'differs' | 'not-checked';
  readonly found: string;
}

export const ok = (found: string): Finding => ({ status: 'ok', found });
export const differs = (found: string): Finding => ({ status: 'differs', found });

/** The assumption cannot be checked; the message says why. */
export class NotCheckedError extends Error {
  override readonly name: string = 'NotCheckedError';
}

/** AWS refused the request: nothing was changed, unless an earlier attempt succeeded and its answer was lost. */
export class RefusedError extends NotCheckedError {
  override readonly name = 'RefusedError';
}

/** The assumption is broken: no answer came at all. */
export class DiffersError extends Error {
  override readonly name = 'DiffersError';
}

/** @throws any other error, unchanged */
export function asFinding(error: unknown): Finding {
  if (error instanceof NotCheckedError) return { status: 'not-checked', found: error.message };
  if (error instanceof DiffersError) return differs(error.message);
  throw error;
}
