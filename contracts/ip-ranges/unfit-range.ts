import { type Cidr, parseCidr } from './cidr.ts';

/**
 * The shortest prefix that one company's callbacks may come from. Vonage's own blocks are /18; a whole cloud region's
 * are /12 or longer, and `168.100.64.0/1` has been seen in public configurations.
 */
const SHORTEST_PREFIX = { 4: 12, 6: 32 } as const;

/** Blocks that no callback comes from over the internet (IANA special-purpose address registries; 3fff::/20 is RFC 9637). */
const NOT_PUBLIC = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  '3fff::/20',
].map(known);

/** Global unicast: all that IANA has given out of IPv6 so far. */
const PUBLIC_IPV6 = known('2000::/3');

/** What was expected of a block that Vonage could call from; undefined for a suitable block. */
export function unfitRange(range: Cidr): string | undefined {
  const shortest = SHORTEST_PREFIX[range.family];
  if (range.prefix < shortest) return `a block of /${shortest} or smaller`;
  const reserved = NOT_PUBLIC.find((block) => overlaps(block, range));
  if (reserved !== undefined) return `public addresses (${reserved.text} is reserved)`;
  return range.family === 6 && !overlaps(PUBLIC_IPV6, range)
    ? `public addresses (inside ${PUBLIC_IPV6.text})`
    : undefined;
}

const overlaps = (one: Cidr, other: Cidr): boolean =>
  one.family === other.family && one.first <= other.last && other.first <= one.last;

function known(text: string): Cidr {
  const parsed = parseCidr(text);
  if (!parsed.ok) throw new Error(`${text}: expected ${parsed.expected}`);
  return parsed.cidr;
}

/** What was expected of a range: one block of public addresses, in canonical form. Undefined for a valid range. */
export function expectedRange(range: unknown): string | undefined {
  const parsed = parseCidr(typeof range === 'string' ? range : '');
  if (!parsed.ok) return parsed.expected;
  return parsed.cidr.text === range ? unfitRange(parsed.cidr) : `it as ${parsed.cidr.text}`;
}
