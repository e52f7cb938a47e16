import { ownerOf } from '../../cli/link/verify/whose-url.ts';
import {
  applicationOutput,
  regionalOutputs,
  staticFallbackUrlOf,
  staticOutput,
} from '../../contracts/outputs.ts';
import { voiceCapability } from '../../contracts/voice-capability.ts';
import { twoRegions } from '../cli/link/two-regions.ts';

const SALES = 'bbbbbbbb-bbbb-4ccc-8ddd-0123456789ab';
const KEY = applicationOutput(SALES);
const outputs = {
  ...twoRegions,
  'stack-one': { ...twoRegions['stack-one'], [KEY]: 'https://one-sales.example.com/fallback' },
  'stack-two': { ...twoRegions['stack-two'], [KEY]: 'https://two-sales.example.com/fallback' },
  'stack-static': {
    ...twoRegions['stack-static'],
    [staticOutput(KEY)]: 'https://static.example.com/sales.json',
  },
};
const fallbackOf = (applicationId: string | undefined, choice: object = {}) =>
  voiceCapability(outputs, { ...choice, ...(applicationId === undefined ? {} : { applicationId }) }).webhooks
    .fallback_answer_url.address;

describe('the fallback of an application with a static NCCO of its own', () => {
  it("goes through the application's own distribution", () => {
    expect(fallbackOf(SALES)).toBe('https://two-sales.example.com/fallback');
    expect(fallbackOf(SALES.toUpperCase(), { primary: 'eu-west-1' })).toBe(
      'https://one-sales.example.com/fallback',
    );
    expect(fallbackOf(SALES, { fallback: 'direct' })).toBe('https://two.example.com/prod/fallback');
  });

  it('leaves those of other applications, and of older outputs, as they were', () => {
    const common = 'https://two-front.example.com/fallback';
    expect(fallbackOf('cccccccc-bbbb-4ccc-8ddd-0123456789ab')).toBe(common);
    expect(fallbackOf(undefined)).toBe(common);
    expect(voiceCapability(twoRegions, { applicationId: SALES })).toEqual(voiceCapability(twoRegions));
  });

  it('is known as a distribution of its region, with the static NCCO behind it', () => {
    expect(ownerOf(fallbackOf(SALES), outputs)).toEqual({
      region: 'eu-west-1',
      domain: undefined,
      isDistribution: true,
    });
    expect(staticFallbackUrlOf(outputs, fallbackOf(SALES))).toBe('https://static.example.com/sales.json');
    expect(staticFallbackUrlOf(outputs, fallbackOf(undefined))).toBe(
      'https://static.example.com/static/fallback.json',
    );
  });

  it('is refused where its URL makes no sense', () => {
    const wrong = { ...outputs, 'stack-two': { ...outputs['stack-two'], [KEY]: 'http://example.com/x' } };
    expect(() => regionalOutputs(wrong)).toThrow(
      `Expected ${KEY} of stack-two to be an absolute https:// URL`,
    );
  });
});
