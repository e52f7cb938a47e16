import { basename } from 'node:path';
import { checkNcco } from '../../ncco/check-ncco.ts';
import { findUnanswered } from '../../ncco/find-unanswered.ts';
import type { NccoProblem } from '../../ncco/problem.ts';
import { CHOSEN_NAMES } from './error-pages.ts';
import { findDependent } from './find-dependent.ts';
import { fillPlaceholders, withoutTokens } from './placeholders.ts';
import type { PlaceholderValues } from './placeholders.ts';
import { readJson } from './read-json.ts';

export interface CheckedFile {
  /** The file's JSON with its placeholders filled. It can be served as an NCCO if no problem is an error. */
  readonly value: unknown;
  readonly problems: readonly NccoProblem[];
}

/** Checks an NCCO file that a webhook serves. */
export function checkNccoFile(file: string): CheckedFile {
  const json = readJson(file);
  if ('problem' in json) return { value: undefined, problems: [json.problem] };
  const { value } = json;
  return { value, problems: [...checkNcco(value), ...findUnanswered(value)] };
}

/** Fills and checks a file of static-ncco/, at synth and in `npm run ncco -- check`. */
export function checkStaticNccoFile(file: string, values: PlaceholderValues): CheckedFile {
  const named = wrongName(basename(file, '.json'));
  const json = readJson(file);
  if ('problem' in json) return { value: undefined, problems: [...named, json.problem] };
  const { value, problems } = fillPlaceholders(json.value, values);
  if (problems.length > 0) return { value, problems: [...named, ...problems] };
  const plain = withoutTokens(value);
  return { value, problems: [...named, ...checkNcco(plain), ...findDependent(plain)] };
}

/** The name becomes a URL's path; some names are reserved for the chosen static NCCO. */
function wrongName(name: string): readonly NccoProblem[] {
  if (/^[a-z\d]+(-[a-z\d]+)*$/.test(name) && !CHOSEN_NAMES.includes(name)) return [];
  const taken = CHOSEN_NAMES.map((each) => `"${each}"`).join(', ');
  const expected = `a name of lower-case letters, digits and hyphens other than ${taken}`;
  return [{ severity: 'error', path: '', expected, found: JSON.stringify(name) }];
}
