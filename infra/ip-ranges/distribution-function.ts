import { readFileSync } from 'node:fs';
import { Function as EdgeFunction, FunctionCode, FunctionRuntime } from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';
import { VERDICT_HEADER } from '../../contracts/own-headers.ts';
import { SettingsError } from '../../contracts/settings/settings-error.ts';
import { parseCidr } from '../../contracts/ip-ranges/cidr.ts';

export interface DistributionFunctionProps {
  readonly ranges: readonly string[];
  /** True: a viewer outside the ranges gets the static NCCO. False: the request is marked and passed on. */
  readonly refuses: boolean;
}

/**
 * Not a route of the API: the gateway refuses it, and the distribution maps that error to the static NCCO. It would not map
 * an error that this function returns.
 */
export const OUTSIDE_PATH = '/source-not-allowed';

/** Maximum size of a CloudFront function (CloudFront quotas). */
const CODE_LIMIT_BYTES = 10_240;

const SOURCE = readFileSync(new URL('./check-viewer.js', import.meta.url), 'utf8');

/**
 * The function's whole code.
 * @throws SettingsError for more ranges than it can hold
 */
export function distributionFunctionCode({ ranges, refuses }: DistributionFunctionProps): string {
  const code = [
    `const RANGES = ${JSON.stringify(ranges.map(endsOf))};`,
    `const REFUSES = ${refuses};`,
    `const OUTSIDE_PATH = '${OUTSIDE_PATH}';`,
    `const VERDICT_HEADER = '${VERDICT_HEADER}';`,
    SOURCE,
  ].join('\n');
  const bytes = Buffer.byteLength(code);
  if (bytes <= CODE_LIMIT_BYTES) return code;
  throw new SettingsError('the ranges', [
    {
      path: 'contracts/ip-ranges/vonage-ip-ranges.json, source.operatorRanges',
      expected: `fewer or larger blocks: at most ${CODE_LIMIT_BYTES} bytes of CloudFront function`,
      found: `${bytes} bytes`,
    },
  ]);
}

export const createDistributionFunction = (
  scope: Construct,
  props: DistributionFunctionProps,
): EdgeFunction =>
  new EdgeFunction(scope, 'FrontFunction', {
    comment: props.refuses
      ? 'Viewers outside the ranges get the static NCCO'
      : 'Marks viewers outside the ranges',
    code: FunctionCode.fromInline(distributionFunctionCode(props)),
    runtime: FunctionRuntime.JS_2_0,
  });

/** Smallest and largest address of a block, IPv4 as IPv4-mapped IPv6. */
function endsOf(range: string): readonly [string, string] {
  const parsed = parseCidr(range);
  if (!parsed.ok) throw new Error(`${range}: expected ${parsed.expected}`);
  const { family, first, last } = parsed.cidr;
  const digits = (address: bigint): string =>
    (family === 4 ? (0xffffn << 32n) | address : address).toString(16).padStart(32, '0');
  return [digits(first), digits(last)];
}
