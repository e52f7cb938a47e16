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

describe('outputs that make no sense', () => {
  const having = (key: string, value: string): OutputsFile => ({
    ...twoRegions,
    'stack-two': { ...twoRegions['stack-two'], [key]: value },
  });

  it.each([
    'not a url',
    'http://two.example.com/prod/answer',
    'ftp://two.example.com/',
    'two.example.com/prod/answer',
    '/prod/answer',
    'https://',
    'https://user:password@two.example.com/',
    'https://two.example.com/#there',
    ' https://two.example.com/',
    '${Token[TOKEN.12]}',
  ])('are refused: the URL %j', (url) => {
    for (const key of Object.keys(twoRegions['stack-two']).filter((each) => each.endsWith('Url')))
      expect(() => regionalOutputs(having(key, url))).toThrow(
        `Expected ${key} of stack-two to be an absolute https:// URL (http:// on a loopback address only), found "${url}". Deploy it`,
      );
  });

  it('are not: http:// on a loopback address, as of a local system', () => {
    expect(
      regionalOutputs(having('AnswerUrl', 'http://127.0.0.1:8080/prod/answer')).secondary.AnswerUrl,
    ).toBe('http://127.0.0.1:8080/prod/answer');
  });

  it.each([
    ['FallbackMethod', 'PATCH', 'GET or POST'],
    ['FallbackMethod', 'get', 'GET or POST'],
    ['Region', 'Ireland', 'an AWS region'],
  ])('are refused: %s %s', (key, value, expected) => {
    expect(() => regionalOutputs(having(key, value))).toThrow(
      `Expected ${key} of stack-two to be ${expected}, found "${value}".`,
    );
  });

  it('are refused: two stacks of one region', () => {
    expect(() => regionalOutputs(having('Region', 'eu-central-1'))).toThrow(
      'Expected the primary and the secondary in a region each, found both in eu-central-1',
    );
  });

  it('are refused of the static tier', () => {
    const outputs = { 'stack-static': { Region: 'eu-north-1', StaticFallbackUrl: 'http://example.com/x' } };
    expect(() => staticOutputs(outputs)).toThrow('Expected StaticFallbackUrl of stack-static to be');
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
