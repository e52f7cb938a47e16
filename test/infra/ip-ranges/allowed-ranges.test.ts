import { addressesAre, allowedRanges, takesIpv6 } from '../../../infra/ip-ranges/ip-allow-list.ts';
import { readRangeFile } from '../../../contracts/ip-ranges/range-file.ts';
import type { SourceSettings } from '../../../contracts/settings/settings-schema.ts';

const source = (more: Partial<SourceSettings>): { readonly source: SourceSettings } => ({
  source: { mode: 'both', countOnly: false, operatorRanges: [], ...more },
});

describe('allowedRanges', () => {
  const ofVonage = readRangeFile().ranges.map(({ cidr }) => cidr);

  it("are Vonage's and our own", () => {
    expect(allowedRanges(source({}))).toEqual(ofVonage);
    expect(allowedRanges(source({ operatorRanges: ['8.8.8.0/24'] }))).toEqual([...ofVonage, '8.8.8.0/24']);
  });

  it('stand there once', () => {
    expect(allowedRanges(source({ operatorRanges: ofVonage }))).toEqual(ofVonage);
  });
});

it('checks addresses in modes ip and both, and only counts with countOnly', () => {
  expect(addressesAre(source({ mode: 'signature' }))).toBe('ignored');
  expect(addressesAre(source({ mode: 'ip' }))).toBe('refused');
  expect(addressesAre(source({ mode: 'both' }))).toBe('refused');
  expect(addressesAre(source({ mode: 'both', countOnly: true }))).toBe('counted');
});

it('accepts IPv6 when a range is of IPv6', () => {
  expect(takesIpv6(['8.8.8.0/24'])).toBe(false);
  expect(takesIpv6(['8.8.8.0/24', '2606:4700::/32'])).toBe(true);
});
