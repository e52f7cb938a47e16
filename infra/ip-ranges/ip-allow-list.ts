import { Annotations } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Settings } from '../../contracts/settings/settings-schema.ts';
import { createFrontKey } from './distribution-key.ts';
import { readRangeFile } from '../../contracts/ip-ranges/range-file.ts';

type Source = Pick<Settings, 'source'>;

/** Whom a region lets in by address, at its gateway and at its front, before a function is billed. */
export interface Gate {
  /** CIDR blocks. */
  readonly ranges: readonly string[];
  /** Reference to what only this region's front knows. */
  readonly frontKey: string;
  /**
   * Otherwise it stands open and counts. All that closing it takes is there already, so that front and gateway never wait
   * for each other's half.
   */
  readonly closed: boolean;
}

/** Undefined where addresses are not looked at. */
export function createGate(scope: Construct, settings: Source): Gate | undefined {
  if (settings.source.mode === 'ip') warnOfMissingSignature(scope);
  const addresses = addressesAre(settings);
  if (addresses === 'ignored') return undefined;
  const ofVonage = readRangeFile().ranges.map(({ cidr }) => cidr);
  if (takesIpv6(settings.source.operatorRanges) && !takesIpv6(ofVonage)) warnOfOurIpv6(scope);
  return {
    ranges: allowedRanges(settings),
    frontKey: createFrontKey(scope),
    closed: addresses === 'refused',
  };
}

const warnOfMissingSignature = (scope: Construct): void =>
  Annotations.of(scope).addWarningV2(
    'vonage-voice-failover:no-signature',
    'source.mode is "ip": whoever calls from an address in the ranges is taken for Vonage, and nothing vouches for what a request says. "both" asks for the signature as well.',
  );

const warnOfOurIpv6 = (scope: Construct): void =>
  Annotations.of(scope).addWarningV2(
    'vonage-voice-failover:ipv6-of-ours-alone',
    "source.operatorRanges has an IPv6 block and Vonage's ranges have none: front and API speak IPv6 for it, and Vonage, should it then come by IPv6 too, is outside. Take the block out, and come by IPv4.",
  );

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
