import type { Cidr } from '../../contracts/ip-ranges/cidr.ts';

type Span = Pick<Cidr, 'first' | 'last'>;

/** How many addresses of one family are in at least one of the ranges. */
export const addressesIn = (ranges: readonly Span[]): bigint =>
  apart(ranges).reduce((sum, { first, last }) => sum + last - first + 1n, 0n);

/** How many addresses of one family are in both lists. */
export const addressesInBoth = (one: readonly Span[], other: readonly Span[]): bigint =>
  addressesIn(one) + addressesIn(other) - addressesIn([...one, ...other]);

/** The same addresses in ranges that do not overlap. */
function apart(ranges: readonly Span[]): readonly Span[] {
  const spans: { first: bigint; last: bigint }[] = [];
  for (const { first, last } of ranges.toSorted((a, b) => (a.first < b.first ? -1 : 1))) {
    const latest = spans.at(-1);
    if (latest === undefined || first > latest.last) spans.push({ first, last });
    else if (last > latest.last) latest.last = last;
  }
  return spans;
}
