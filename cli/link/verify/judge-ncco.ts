import { checkNcco, errorsOf } from '../../../ncco/check-ncco.ts';
import type { Answered } from './probe-webhooks.ts';

/** Why Vonage would not run what an answer holds; undefined where it would. */
export function nccoProblem({ headers, body }: Pick<Answered, 'headers' | 'body'>): string | undefined {
  const type = headers['content-type'];
  // Counted as wrongly encoded otherwise, and not tried again (SUP 115016024247).
  if (type?.split(';', 1)[0]?.trim().toLowerCase() !== 'application/json')
    return `expected Content-Type application/json, found ${type ?? 'none'}`;
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return `expected an NCCO, found ${body === '' ? 'an empty body' : 'text that is no JSON'}`;
  }
  const [first, ...others] = errorsOf(checkNcco(value));
  if (first === undefined) return undefined;
  const more = others.length === 0 ? '' : ` (and ${String(others.length)} more)`;
  return `expected a valid NCCO, found at ${first.path}: expected ${first.expected}, found ${first.found}${more}`;
}
