import { allowedRanges, refusesByAddress } from '../../../infra/ip-ranges/allowed-ranges.ts';
import { readRangeFile } from '../../../infra/ip-ranges/range-file.ts';
import type { SourceSettings } from '../../../infra/settings/settings-schema.ts';

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

it('refuses by address in the modes that say so, unless it only counts', () => {
  expect(refusesByAddress(source({ mode: 'signature' }))).toBe(false);
  expect(refusesByAddress(source({ mode: 'ip' }))).toBe(true);
  expect(refusesByAddress(source({ mode: 'both' }))).toBe(true);
  expect(refusesByAddress(source({ mode: 'both', countOnly: true }))).toBe(false);
});
