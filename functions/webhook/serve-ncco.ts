import { checkServable, errorsOf } from '../../ncco/check-ncco.ts';
import type { NccoProblem } from '../../ncco/check-ncco.ts';

export type Served =
  | { readonly ok: true; readonly body: string }
  | { readonly ok: false; readonly problems: readonly NccoProblem[] };

/** The text that leaves a handler, if it is a valid NCCO that says something. Takes any value and never throws. */
export function serveNcco(value: unknown): Served {
  const problems = checkServable(value);
  return errorsOf(problems).length === 0
    ? { ok: true, body: JSON.stringify(value) }
    : { ok: false, problems };
}
