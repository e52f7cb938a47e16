import { readFileSync } from 'node:fs';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import { REGIONS, isRegion } from '../../../contracts/settings/check-region.ts';

describe('isRegion', () => {
  it.each(['eu-central-1', 'us-west-2', 'ap-southeast-2', 'me-central-1'])('takes %s', (region) => {
    expect(isRegion(region)).toBeUndefined();
  });

  it.each([
    ['us-west-9', '; nearest: "us-west-1" or "us-west-2" (docs/regions.md lists all that are accepted)'],
    ['eu-central', '; nearest: "eu-central-1" or "eu-central-2" ('],
    ['eu-central-1a', '; nearest: "eu-central-1" ('],
    ['EU-WEST-1', '; nearest: "eu-west-1" ('],
    ['euwest-3', '; nearest: "eu-west-3" ('],
    ['Frankfurt', 'the name of an AWS region, like "eu-central-1" ('],
    ['', 'the name of an AWS region, like "eu-central-1" ('],
    ['us-east-1', 'other than us-east-1 (the control planes'],
    ['cn-north-1', 'cn-north-1 is in "aws-cn"'],
    ['us-gov-west-1', 'us-gov-west-1 is in "aws-us-gov"'],
    ['us-iso-east-1', 'us-iso-east-1 is in "aws-iso"'],
  ])('refuses "%s": %s', (region, expected) => {
    expect(isRegion(region)).toContain(expected);
  });

  it.each([[undefined], [null], [1], [['eu-west-1']]])('refuses %j', (value) => {
    expect(isRegion(value)).toBe('the name of an AWS region, like "eu-central-1"');
  });
});

describe('docs/regions.md', () => {
  const rows = readFileSync(new URL('../../../docs/regions.md', import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .flatMap(([, names = '', taken = '']) =>
      [...names.matchAll(/`([^`]+)`/g)].map(([, name = '']) => ({ name, taken })),
    );

  it('has every region that the CDK knows, once', () => {
    const known = RegionInfo.regions.map(({ name }) => name);
    expect(rows.map(({ name }) => name).toSorted()).toEqual(known.toSorted());
  });

  it('says of each what the settings say', () => {
    for (const { name, taken } of rows) {
      const expected = !REGIONS.includes(name)
        ? 'no'
        : RegionInfo.get(name).isOptInRegion
          ? 'yes, once the account has enabled it'
          : 'yes';
      expect(`${name}: ${taken}`).toBe(`${name}: ${expected}`);
    }
  });
});
