import { checkNcco, errorsOf } from '../../ncco/check-ncco.ts';
import type { Ncco } from '../../ncco/ncco.ts';
import type { Exchange } from '../http/exchange.ts';
import type { RuleName } from './rule-names.ts';

export interface Problem {
  readonly path: string;
  readonly expected: string;
  readonly found: string;
}

/** The content of an accepted response. */
export type Reading =
  | { readonly kind: 'empty' | 'empty-array' }
  | { readonly kind: 'ncco'; readonly ncco: Ncco; readonly rule: RuleName }
  | {
      readonly kind: 'invalid';
      readonly rule: RuleName;
      /** The parsed value, or the text if it is not JSON. */
      readonly found: unknown;
      readonly problems: readonly Problem[];
    };

const invalid = (rule: RuleName, found: unknown, problems: readonly Problem[]): Reading => ({
  kind: 'invalid',
  rule,
  found,
  problems,
});

/** Errors refuse an NCCO, warnings do not. Without Content-Type application/json no body is an NCCO. */
export function readNcco({ outcome, body }: Exchange): Reading {
  const text = body.toString('utf8');
  if (outcome.kind === 'error' || text.trim() === '') return { kind: 'empty' };
  const type = outcome.headers['content-type'] ?? '';
  if (type.split(';', 1)[0]?.trim().toLowerCase() !== 'application/json') {
    return invalid('wrong-content-type-goes-to-the-fallback', text, [
      { path: '$', expected: 'Content-Type application/json', found: type || 'none' },
    ]);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    return invalid('invalid-ncco-goes-to-the-fallback', text, [{ path: '$', expected: 'JSON', found }]);
  }
  if (Array.isArray(value) && value.length === 0) return { kind: 'empty-array' };
  const errors = errorsOf(checkNcco(value));
  if (errors.length > 0) {
    const problems = errors.map(({ path, expected, found }) => ({ path, expected, found }));
    return invalid('invalid-ncco-goes-to-the-fallback', value, problems);
  }
  return { kind: 'ncco', ncco: value as Ncco, rule: 'valid-ncco-runs' };
}
