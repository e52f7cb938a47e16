/** What became of one assumption. */
export interface Finding {
  /** `not-checked`: nothing is known, and `found` says why. */
  readonly status: 'ok' | 'differs' | 'not-checked';
  readonly found: string;
}

export const ok = (found: string): Finding => ({ status: 'ok', found });
export const differs = (found: string): Finding => ({ status: 'differs', found });

/** It cannot be asked, and why. */
export class NotCheckedError extends Error {
  override readonly name: string = 'NotCheckedError';
}

/** AWS itself said no: what was asked for was not done, unless an earlier attempt did it whose answer was lost. */
export class RefusedError extends NotCheckedError {
  override readonly name = 'RefusedError';
}

/** What was found is not even an answer. */
export class DiffersError extends Error {
  override readonly name = 'DiffersError';
}

/** @throws what is no finding */
export function asFinding(error: unknown): Finding {
  if (error instanceof NotCheckedError) return { status: 'not-checked', found: error.message };
  if (error instanceof DiffersError) return differs(error.message);
  throw error;
}
