import { printable } from '../../kit/printable.ts';
import { table } from '../../kit/table.ts';
import type { Check } from './check.ts';

const MARKS = { ok: '✓', warning: '!', failed: '✗' } as const;

/** A line for each check; what to do beneath it. */
export function printChecks(checks: readonly Check[]): readonly string[] {
  const lines = table(checks.map(({ state, where, about, found }) => [MARKS[state], where, about, found]));
  return lines.flatMap((line, index) => {
    const whatToDo = checks[index]?.whatToDo;
    return [`  ${line}`, ...(whatToDo === undefined ? [] : [`      ${printable(whatToDo)}`])];
  });
}
