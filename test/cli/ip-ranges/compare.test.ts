import fc from 'fast-check';
import { parseCidr } from '../../../contracts/ip-ranges/cidr.ts';
import type { Cidr } from '../../../contracts/ip-ranges/cidr.ts';
import { addressesIn, addressesInBoth } from '../../../cli/ip-ranges/address-sets.ts';
import { compare } from '../../../cli/ip-ranges/compare.ts';

const cidr = (text: string): Cidr => {
  const parsed = parseCidr(text);
  if (!parsed.ok) throw new Error(`${text}: expected ${parsed.expected}`);
  return parsed.cidr;
};
const suspicions = (file: readonly string[], list: readonly string[]): readonly string[] =>
  compare(
    file.map((text) => ({ cidr: text, source: 'a source', date: '2026-01-31' })),
    list.map(cidr),
  ).suspicions;

describe('a suspicious change', () => {
  it.each([
    ['nothing changes', ['5.0.0.0/24'], ['5.0.0.0/24']],
    ['less than half is gone', ['5.0.0.0/24', '5.0.1.0/24', '5.0.2.0/24'], ['5.0.0.0/24', '5.0.1.0/24']],
    ['four times as many', ['5.0.0.0/24'], ['5.0.0.0/22']],
    ['the same addresses, in halves', ['5.0.0.0/24'], ['5.0.0.0/25', '5.0.0.128/25']],
    ['a range in another', ['5.0.0.0/24'], ['5.0.0.0/24', '5.0.0.0/25', '5.0.0.7/32']],
  ])('is none when %s', (_what, file, list) => {
    expect(suspicions(file, list)).toEqual([]);
  });

  it.each([
    ['half is gone', ['5.0.0.0/24', '5.0.1.0/24'], ['5.0.0.0/24'], '256 of 512 IPv4 addresses are gone'],
    ['all are others', ['5.0.0.0/24'], ['6.0.0.0/24'], '256 of 256 IPv4 addresses are gone'],
    ['half of a range', ['5.0.0.0/24'], ['5.0.0.0/25'], '128 of 256 IPv4 addresses are gone'],
    ['one family is gone', ['5.0.0.0/24', '2600::/126'], ['5.0.0.0/24'], '4 of 4 IPv6 addresses are gone'],
    ['one family is new', ['5.0.0.0/24'], ['5.0.0.0/24', '2600::/126'], 'the first 4 IPv6 addresses'],
    [
      'more than four times',
      ['5.0.0.0/24'],
      ['5.0.0.0/22', '6.0.0.1/32'],
      '256 IPv4 addresses have become 1025',
    ],
  ])('is seen when %s', (_what, file, list, suspicion) => {
    expect(suspicions(file, list)).toEqual([suspicion]);
  });

  it('counts addresses as a set of them does', () => {
    const span = fc
      .tuple(fc.nat(60), fc.nat(20))
      .map(([first, length]) => ({ first: BigInt(first), last: BigInt(first + length) }));
    const members = (spans: readonly { first: bigint; last: bigint }[]): Set<number> =>
      new Set(
        spans.flatMap(({ first, last }) =>
          Array.from({ length: Number(last - first) + 1 }, (_none, index) => Number(first) + index),
        ),
      );
    fc.assert(
      fc.property(fc.array(span), fc.array(span), (one, other) => {
        expect(addressesIn(one)).toBe(BigInt(members(one).size));
        const inBoth = [...members(one)].filter((address) => members(other).has(address));
        expect(addressesInBoth(one, other)).toBe(BigInt(inBoth.length));
      }),
    );
  });
});
