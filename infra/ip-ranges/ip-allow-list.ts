import { Annotations } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Settings } from '../../contracts/settings/settings-schema.ts';
import { createDistributionKey } from './distribution-key.ts';
import { readRangeFile } from '../../contracts/ip-ranges/range-file.ts';

type Source = Pick<Settings, 'source'>;

/** The addresses that a region accepts. The gateway and the distribution check them, before a function is billed. */
export interface IpAllowList {
  /** CIDR blocks. */
  readonly ranges: readonly string[];
  /** Reference to the key that only this region's distribution has. */
  readonly distributionKey: string;
  /**
   * False: requests from outside the ranges are only counted. The key is deployed all the same, so that gateway and
   * distribution can switch to refusing in any order.
   */
  readonly refuses: boolean;
}

/** Undefined where addresses are not checked. */
export function createIpAllowList(scope: Construct, settings: Source): IpAllowList | undefined {
  if (settings.source.mode === 'ip') warnOfMissingSignature(scope);
  const addresses = addressesAre(settings);
  if (addresses === 'ignored') return undefined;
  const ofVonage = readRangeFile().ranges.map(({ cidr }) => cidr);
  if (takesIpv6(settings.source.operatorRanges) && !takesIpv6(ofVonage)) warnOfOperatorIpv6(scope);
  return {
    ranges: allowedRanges(settings),
    distributionKey: createDistributionKey(scope),
    refuses: addresses === 'refused',
  };
}

const warnOfMissingSignature = (scope: Construct): void =>
  Annotations.of(scope).addWarningV2(
    'vonage-voice-failover:no-signature',
    'source.mode is "ip": every request from an address in the ranges is accepted as Vonage\'s, and its content is not verified. To fix this: set source.mode to "both", which requires the signature as well.',
  );

const warnOfOperatorIpv6 = (scope: Construct): void =>
  Annotations.of(scope).addWarningV2(
    'vonage-voice-failover:ipv6-of-ours-alone',
    "source.operatorRanges has an IPv6 block and Vonage's ranges have none. The distribution and the API accept IPv6 because of it, and a request of Vonage over IPv6 would be outside the ranges. To fix this: remove the block, and connect over IPv4.",
  );

/** The accepted CIDR blocks: Vonage's, then the operator's. */
export const allowedRanges = ({ source }: Source): readonly string[] => [
  ...new Set([...readRangeFile().ranges.map(({ cidr }) => cidr), ...source.operatorRanges]),
];

/**
 * How source addresses are used: not at all, to count, or to refuse. Counting is the rehearsal: everything that refusing
 * needs is deployed, and no request is refused.
 */
export const addressesAre = ({ source: { mode, countOnly } }: Source): 'ignored' | 'counted' | 'refused' => {
  if (mode === 'signature') return 'ignored';
  return countOnly ? 'counted' : 'refused';
};

/**
 * Whether IPv6 is accepted. Only if a range needs it: a caller whose IPv4 address is allowed must not be led to connect by
 * IPv6.
 */
export const takesIpv6 = (ranges: readonly string[]): boolean => ranges.some((range) => range.includes(':'));
