import { Duration } from 'aws-cdk-lib';
import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { MathExpression, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { METRICS } from '../../contracts/metric-names.ts';
import type { DimensionValues, MetricName } from '../../contracts/metric-names.ts';
import type { RouteName } from '../../contracts/routes.ts';
import type { Settings } from '../../contracts/settings/settings-schema.ts';
import { staticBucketName } from '../physical-names.ts';
import { ERROR_PAGES } from '../static-tier/error-pages.ts';

/** What of a serving region is looked at. */
export interface ObservedRegion {
  readonly settings: Settings;
  readonly role: 'primary' | 'secondary';
  readonly api: RestApi;
  /** Every function of the region. */
  readonly functions: readonly LambdaFunction[];
}

/** What counts is seen within a minute; the functions' metrics have no finer resolution. */
export const MINUTE = Duration.minutes(1);

type Values = DimensionValues & { readonly route: RouteName; readonly code: string };
type Dimensions<N extends MetricName> = Readonly<Pick<Values, (typeof METRICS)[N][number]>>;

/** One metric that the functions emit, its sum in each minute; what is none of theirs does not compile. */
export const counted = <N extends MetricName>(
  namespace: string,
  name: N,
  dimensions: Dimensions<N>,
  region?: string,
): Metric =>
  new Metric({
    namespace,
    metricName: name,
    dimensionsMap: { ...dimensions },
    statistic: Stats.SUM,
    period: MINUTE,
    ...(region === undefined ? {} : { region }),
  });

/** Every metric of that name, whatever its dimensions say: for graphs, where a new value shows by itself. */
export const everyCounted = (namespace: string, name: MetricName): MathExpression => {
  const dimensions = METRICS[name];
  const schema = [namespace, ...dimensions].map((part) => `"${part}"`).join(',');
  return new MathExpression({
    expression: `SEARCH('{${schema}} MetricName="${name}"', 'Sum', ${MINUTE.toSeconds()})`,
    usingMetrics: {},
    label: [name, ...dimensions.map((dimension) => `\${PROP('Dim.${dimension}')}`)].join(' '),
    period: MINUTE,
  });
};

/**
 * Reads of an error page of the fronts, by edges that have it no longer ("Amazon S3 request metrics in CloudWatch"; the
 * static bucket's metrics configurations). S3 promises neither each of them nor when.
 */
export const pageReads = (settings: Settings, page: keyof typeof ERROR_PAGES): Metric =>
  new Metric({
    namespace: 'AWS/S3',
    metricName: 'GetRequests',
    dimensionsMap: { BucketName: staticBucketName(settings), FilterId: ERROR_PAGES[page] },
    statistic: Stats.SUM,
    period: MINUTE,
    region: settings.regions.static,
  });
