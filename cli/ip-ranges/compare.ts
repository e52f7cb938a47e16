import { parseCidr } from '../../contracts/ip-ranges/cidr.ts';
import type { Cidr } from '../../contracts/ip-ranges/cidr.ts';
import type { VonageRange } from '../../contracts/ip-ranges/range-file.ts';
import { addressesIn, addressesInBoth } from './address-sets.ts';

export interface Difference {
  /** In the list only. */
  readonly added: readonly Cidr[];
  /** In the file only. */
  readonly removed: readonly VonageRange[];
  /** In both, as the file has them. */
  readonly kept: readonly VonageRange[];
  /** Why so large a change is more likely a mistake, or somebody's doing, than news. */
  readonly suspicions: readonly string[];
}

/** A list may grow to this many times its addresses. */
const MOST_GROWTH = 4n;

/** What a list has more and less than the file. */
export function compare(file: readonly VonageRange[], list: readonly Cidr[]): Difference {
  const listed = new Set(list.map(({ text }) => text));
  const known = new Set(file.map(({ cidr }) => cidr));
  const before = file.flatMap(({ cidr }) => {
    const parsed = parseCidr(cidr);
    return parsed.ok ? [parsed.cidr] : [];
  });
  return {
    added: list.filter(({ text }) => !known.has(text)),
    removed: file.filter(({ cidr }) => !listed.has(cidr)),
    kept: file.filter(({ cidr }) => listed.has(cidr)),
    suspicions: ([4, 6] as const).flatMap((family) => suspicionsOf(family, before, list)),
  };
}

function suspicionsOf(family: 4 | 6, before: readonly Cidr[], after: readonly Cidr[]): readonly string[] {
  const [old, now] = [before, after].map((ranges) => ranges.filter((range) => range.family === family));
  if (old === undefined || now === undefined) return [];
  const had = addressesIn(old);
  const has = addressesIn(now);
  // There is nothing to compare a first block with; and with the first IPv6 block, distribution and API accept IPv6.
  if (had === 0n) return has === 0n ? [] : [`the first ${has} IPv${family} addresses`];
  const gone = had - addressesInBoth(old, now);
  return [
    ...(gone * 2n >= had ? [`${gone} of ${had} IPv${family} addresses are gone`] : []),
    ...(has > had * MOST_GROWTH ? [`${had} IPv${family} addresses have become ${has}`] : []),
  ];
}
