import type { Settings } from '../../contracts/settings/settings-schema.ts';
import { readRangeFile } from '../../contracts/ip-ranges/range-file.ts';

type Source = Pick<Settings, 'source'>;

/** CIDR blocks of whoever may call: Vonage's, then our own. */
export const allowedRanges = ({ source }: Source): readonly string[] => [
  ...new Set([...readRangeFile().ranges.map(({ cidr }) => cidr), ...source.operatorRanges]),
];

/**
 * What the addresses are for: nothing, to be counted by, or to be refused by. Counting is the rehearsal: all is deployed
 * that refusing takes, and nothing refuses.
 */
export const addressesAre = ({ source: { mode, countOnly } }: Source): 'ignored' | 'counted' | 'refused' => {
  if (mode === 'signature') return 'ignored';
  return countOnly ? 'counted' : 'refused';
};

/** Whether anybody may come by IPv6: who has an IPv4 address in the ranges must not be led to use another one. */
export const takesIpv6 = (ranges: readonly string[]): boolean => ranges.some((range) => range.includes(':'));
