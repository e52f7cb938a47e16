import { regionalOutputs, staticOutputs } from '../../contracts/outputs.ts';
import type { OutputsFile } from '../../contracts/outputs.ts';
import { twoRegions } from '../cli/link/two-regions.ts';

describe('regionalOutputs', () => {
  it('finds the two regions by their role, whatever else the file holds', () => {
    const { primary, secondary } = regionalOutputs(twoRegions);
    expect([primary.Region, secondary.Region]).toEqual(['eu-central-1', 'eu-west-1']);
  });

  it('refuses a file with one region only, naming the stacks that it holds', () => {
    const { 'stack-one': one, 'stack-static': tier, 'somebody-else': other } = twoRegions;
    const file = { 'somebody-else': other, 'stack-one': one, 'stack-static': tier };
    expect(() => regionalOutputs(file)).toThrow(
      'Expected one stack with Role "secondary" in the outputs, found none of somebody-else, stack-one, stack-static.',
    );
  });

  it('refuses an empty file', () => {
    expect(() => regionalOutputs({})).toThrow('found none of (no stack at all)');
  });

  it('refuses two stacks with the same role, naming both', () => {
    const outputs: OutputsFile = { ...twoRegions, 'stack-three': twoRegions['stack-one'] };
    expect(() => regionalOutputs(outputs)).toThrow(
      'Expected one stack with Role "primary" in the outputs, found stack-one, stack-three.',
    );
  });

  it('names every output that is missing or empty', () => {
    const stack = Object.fromEntries(
      Object.entries(twoRegions['stack-one']).filter(([key]) => key !== 'HealthUrl'),
    );
    expect(() => regionalOutputs({ ...twoRegions, 'stack-one': { ...stack, EventUrl: '' } })).toThrow(
      'EventUrl, HealthUrl of stack-one are missing from the outputs.',
    );
  });
});

describe('staticOutputs', () => {
  it('finds the static stack', () => {
    expect(staticOutputs(twoRegions)).toEqual({
      Region: 'eu-north-1',
      StaticFallbackUrl: 'https://static.example.com/static/fallback.json',
    });
  });

  it('refuses a file without it', () => {
    expect(() => staticOutputs({ one: twoRegions['stack-one'] })).toThrow(
      'Expected one static stack (StaticFallbackUrl) in the outputs, found none of one.',
    );
  });
});
