import { parseCidr } from './cidr.ts';
import { unfitRange } from './unfit-range.ts';

/** What a range should have been: one block, in its one spelling, of addresses that are somebody's. Undefined when it is. */
export function expectedRange(range: unknown): string | undefined {
  const parsed = parseCidr(typeof range === 'string' ? range : '');
  if (!parsed.ok) return parsed.expected;
  return parsed.cidr.text === range ? unfitRange(parsed.cidr) : `it as ${parsed.cidr.text}`;
}
