import { checkNcco } from '../../functions/core/ncco/check-ncco.ts';
import type { NccoProblem } from '../../functions/core/ncco/problem.ts';
import { fillPlaceholders } from './placeholders.ts';
import type { PlaceholderValues } from './placeholders.ts';
import { readJson } from './read-json.ts';
import { withoutTokens } from './tokens.ts';

export interface CheckedFile {
  /** The file's JSON, its placeholders filled; an NCCO where no problem is an error. */
  readonly value: unknown;
  readonly problems: readonly NccoProblem[];
}

/** Reads, fills and judges one file. Without `values` nothing is filled. */
export function checkNccoFile(file: string, values?: PlaceholderValues): CheckedFile {
  const json = readJson(file);
  if ('problem' in json) return { value: undefined, problems: [json.problem] };

  const filled =
    values === undefined ? { value: json.value, problems: [] } : fillPlaceholders(json.value, values);
  if (filled.problems.length > 0) return filled;
  return { value: filled.value, problems: checkNcco(withoutTokens(filled.value)) };
}
