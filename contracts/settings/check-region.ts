import { RegionInfo } from 'aws-cdk-lib/region-info';
import { editDistance } from '../edit-distance.ts';
import type { ValueCheck } from './value-checks.ts';

/** AWS's commercial partition, to which these stacks' account, ARNs and CloudFront addresses belong. */
const PARTITION = 'aws';

/** The regions that the CDK knows and these stacks may be in. */
export const REGIONS: readonly string[] = RegionInfo.regions
  .filter(({ partition }) => partition === PARTITION)
  .map(({ name }) => name)
  .filter((name) => name !== 'us-east-1');

/** Why each region is refused, or accepted: docs/regions.md. */
export const isRegion: ValueCheck = (value) => {
  if (typeof value !== 'string') return 'the name of an AWS region, like "eu-central-1"';
  if (REGIONS.includes(value)) return undefined;
  if (value === 'us-east-1')
    return 'a region other than us-east-1 (the control planes of IAM, CloudFront and Route 53 live there)';
  const known = RegionInfo.regions.find(({ name }) => name === value);
  if (known !== undefined)
    return `a region of AWS's commercial partition (${value} is in "${String(known.partition)}", which needs another account, and has other ARNs and no CloudFront of "${PARTITION}")`;
  return `the name of an AWS region${guessOf(value)} (docs/regions.md lists all that are accepted)`;
};

const MOST_EDITS = 3;

/** Region names with a small edit distance. */
function guessOf(value: string): string {
  const edits = REGIONS.map((name) => ({ name, count: editDistance(value.toLowerCase(), name, 2) }));
  const fewest = Math.min(...edits.map(({ count }) => count));
  if (fewest > MOST_EDITS) return ', like "eu-central-1"';
  const nearest = edits.filter(({ count }) => count === fewest).map(({ name }) => `"${name}"`);
  return `; nearest: ${nearest.join(' or ')}`;
}
