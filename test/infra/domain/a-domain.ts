import { jest } from '@jest/globals';
import type { DomainSettings, Settings } from '../../../contracts/settings/settings-schema.ts';
import { synthesized } from '../synthesized.ts';
import type { Synthesized } from '../synthesized.ts';

export const DOMAIN: DomainSettings = {
  name: 'voice.example.com',
  hostedZoneId: 'Z0123456789ABCDEFGHIJ',
  hostedZoneName: 'example.com',
};

/** Addresses are refused; one of our own is an IPv6 block, so that the API takes IPv6. */
export const GATED: Settings['source'] = {
  mode: 'both',
  countOnly: false,
  operatorRanges: ['2606:4700::/32'],
};

/** The stacks with the domain, and what else is changed. */
export async function withDomain(changes: Partial<Settings> = {}): Promise<Synthesized> {
  // The CDK prints its warnings as it synthesizes.
  const printed = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  try {
    return await synthesized({ domain: DOMAIN, ...changes });
  } finally {
    printed.mockRestore();
  }
}
